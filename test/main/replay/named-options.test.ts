import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { filesByKind, loadBarSeries, playedHistory, rowOptionsOf } from '#main/replay/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'named-options-'));
afterAll(() => rmSync(folder, { recursive: true }));
const written = (name: string, times: readonly number[], price = 1.1): string => {
  const file = join(folder, name);
  const rows = times.map((minute) => `2026-03-02T10:0${minute}:00Z,${price},${price},${price},${price}\n`);
  writeFileSync(file, `time,open,high,low,close\n${rows.join('')}`);
  return file;
};
const ticks = (name: string): string => {
  const file = join(folder, name);
  writeFileSync(file, 'time,bid,ask\n2026-03-02T10:05:00Z,1.1,1.2\n2026-03-02T10:06:00Z,1.1,1.2\n');
  return file;
};

const A1 = written('EURUSD_M1_1.csv', [0, 1]);
const A2 = written('EURUSD_M1_2.csv', [2, 3]);
const B = written('GBPUSD_M1.csv', [0, 1]);
const SOME = written('some.csv', [0, 1], 110_000);
const GOLD = written('Gold (1).csv', [0, 1], 2_900);

const seen = async (files: readonly string[], values: Parameters<typeof rowOptionsOf>[0] = {}) =>
  (await loadBarSeries(files, rowOptionsOf(values))).map(({ symbol, rows, files: from }) => [
    symbol,
    rows.map(({ open, spreadPoints }) => `${open} ${spreadPoints}`).join(),
    from.map(({ file }) => file).join(),
  ]);

describe('files of several symbols', () => {
  it('are put together by symbol and time, whatever their order on the command line', async () => {
    const both = [
      ['EURUSD', '1.1 0,1.1 0,1.1 0,1.1 0', 'EURUSD_M1_1.csv,EURUSD_M1_2.csv'],
      ['GBPUSD', '1.1 0,1.1 0', 'GBPUSD_M1.csv'],
    ];
    expect(await seen([A1, A2, B])).toEqual(both);
    expect(await seen([B, A2, A1])).toEqual(both);
  });

  it('are given their symbols by their names, and what is so for one symbol is so for its files alone', async () => {
    const symbol = ['XAUUSD=gold*', 'EURJPY=SOME.csv'];
    expect(await seen([SOME, GOLD, B], { symbol, scale: 'EURJPY=0.001', spread: ['7', 'XAUUSD=30'] })).toEqual([
      ['EURJPY', '110 7,110 7', 'some.csv'],
      ['GBPUSD', '1.1 7,1.1 7', 'GBPUSD_M1.csv'],
      ['XAUUSD', '2900 30,2900 30', 'Gold (1).csv'],
    ]);
    // As in the window, where a field holds them all.
    const asOne = { symbol: 'XAUUSD=Gold (1).csv; EURJPY=some.csv', scale: 'EURJPY=0.001', spread: '7; XAUUSD=30' };
    expect(await seen([SOME, GOLD, B], asOne)).toEqual(
      await seen([B, GOLD, SOME], { symbol, scale: 'EURJPY=0.001', spread: ['7', 'XAUUSD=30'] }),
    );
  });

  it.each<[name: string, files: readonly string[], values: Parameters<typeof rowOptionsOf>[0], error: RegExp]>([
    ['a symbol that cannot be told', [A1, SOME], {}, /some.csv: the name is not SYMBOL_TF.csv: give .* --symbol NAME=FILE/],
    [
      'two files of one symbol that are of two',
      [A1, B],
      { symbol: 'EURUSD' },
      /begins before .* both are of EURUSD; .* --symbol NAME=FILE/,
    ],
    [
      'a pattern that no file has',
      [A1, B],
      { symbol: 'EURJPY=som*' },
      /--symbol EURJPY=som\*: no file is called so; there are .*GBPUSD_M1.csv/,
    ],
    [
      'a symbol that no file is of',
      [A1, B],
      { spread: 'XAUUSD=30' },
      /XAUUSD= in an option: no file is of XAUUSD; there are EURUSD, GBPUSD/,
    ],
    ['a file of two symbols', [A1], { symbol: ['EURUSD=*M1*', 'EURJPY=*_1.csv'] }, /EURUSD_M1_1.csv is EURUSD and EURJPY/],
    ['a value that is none', [A1], { spread: 'EURUSD=wide' }, /--spread: "wide" is not a whole number/],
  ])('%s is an error that names the way out', async (_name, files, values, error) => {
    await expect(seen(files, values)).rejects.toThrow(error);
  });
});

describe('what is played', () => {
  const played = (...files: readonly string[]) => playedHistory(filesByKind({ files }), rowOptionsOf({}));

  it('is ticks where there are any, with the bars of their symbols as the past', async () => {
    const found = await played(B, ticks('GBPUSD_TICKS_x.csv'), ticks('EURUSD_TICKS_x.csv'));
    expect([found.prices.kind, found.symbol, found.file, found.history.length]).toEqual([
      'ticks',
      'EURUSD, GBPUSD',
      'EURUSD_TICKS_x.csv, GBPUSD_TICKS_x.csv',
      2,
    ]);
    await expect(played(A1, B, ticks('GBPUSD_TICKS_x.csv'))).rejects.toThrow(
      /EURUSD_M1_1.csv: there are bars of EURUSD and no ticks, while GBPUSD has ticks/,
    );
  });

  it('leaves out no symbol without a word', async () => {
    const asked = { bars: [A2, B], ticks: [] };
    await expect(playedHistory(asked, rowOptionsOf({ from: '2026-03-02T10:02:00Z' }))).rejects.toThrow(
      /GBPUSD_M1.csv: no row of GBPUSD lies in the asked time/,
    );
  });
});
