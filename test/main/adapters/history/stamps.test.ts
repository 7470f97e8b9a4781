import { describe, expect, it } from 'vitest';
import { memoryJournal } from '#main/adapters/journal/index.ts';
import { loadBars, type BarsOptions } from '#main/adapters/history/index.ts';
import {
  dataText,
  inspectFile,
  playedHistory,
  replayHistory,
  replayText,
  reportPage,
  rowOptionsOf,
  zoneToUtc,
  type ReplayReport,
} from '#main/replay/index.ts';
import { parseConfig } from '#shared/config';
import { sampleFiles, told } from './sample-files.ts';

const written = sampleFiles();
const PRICES = '1.1612,1.1615,1.1611,1.1614';
const MINUTE = 60_000;
const at = (text: string): number => Date.parse(`${text}Z`);
/** Minutes from a moment on. */
const minutes = (from: string, count: number, everyMs = MINUTE): readonly number[] =>
  Array.from({ length: count }, (_, index) => at(from) + index * everyMs);
const fileOf = (times: readonly number[], name = 'EURUSD_M1.csv', titles = 'time,open,high,low,close'): string =>
  written(name, [titles, ...times.map((time) => `${new Date(time).toISOString()},${PRICES}`)].join('\n'));
const hintsOf = async (file: string, options: BarsOptions = {}): Promise<readonly string[]> =>
  (await loadBars(file, options)).hints;

/** Friday's last bars and Sunday's first, by their ends; a minute earlier by their starts. */
const ENDS = [...minutes('2026-01-02T21:51', 10), ...minutes('2026-01-04T22:01', 10)];
const STARTS = ENDS.map((time) => time - MINUTE);

describe('--stamps', () => {
  it('moves bars that are called by their end back by their minute', async () => {
    const first = async (options: BarsOptions): Promise<readonly string[]> =>
      (await told(fileOf(ENDS), options)).map((row) => row.slice(0, 16));
    expect((await first({}))[0]).toBe('2026-01-02T21:51');
    expect((await first({ stamps: 'start' }))[0]).toBe('2026-01-02T21:51');
    expect([(await first({ stamps: 'end' }))[0], (await first({ stamps: 'end' })).at(-1)]).toEqual([
      '2026-01-02T21:50',
      '2026-01-04T22:09',
    ]);
    expect((await loadBars(fileOf(ENDS), { stamps: 'end' })).bars[0]?.time).toBe(at('2026-01-02T21:50'));
  });

  it('the asked time is that of the bars, not of what the file calls them', async () => {
    const [fromMs, toMs] = [at('2026-01-02T21:52'), at('2026-01-02T21:54')];
    const rows = await told(fileOf(ENDS), { stamps: 'end', fromMs, toMs });
    expect(rows.map((row) => row.slice(11, 16))).toEqual(['21:52', '21:53', '21:54']);
  });

  it('bars of another size are moved by theirs', async () => {
    const hours = minutes('2026-01-05T10:00', 12, 60 * MINUTE);
    const { facts, size } = await inspectFile(fileOf(hours, 'EURUSD_H1.csv'), null, { stamps: 'end' });
    expect([size, facts.from, facts.to]).toEqual(['H1', at('2026-01-05T09:00'), at('2026-01-05T21:00')]);
  });

  it('a server’s time and the hour that comes twice are turned into UTC first', async () => {
    const file = written(
      'EURUSD_M1.csv',
      ['time,open,high,low,close', '2026.01.02 09:31,1,1,1,1', '2026.01.02 09:32,1,1,1,1'].join('\n'),
    );
    expect(
      (await told(file, { stamps: 'end', localToUtc: zoneToUtc('America/New_York') })).map((row) => row.slice(0, 16)),
    ).toEqual(['2026-01-02T14:30', '2026-01-02T14:31']);
  });

  it('is an option for all files, or for those of a symbol', async () => {
    const options = rowOptionsOf({ stamps: ['GBPUSD=end'] });
    const firstOf = async (name: string): Promise<number | undefined> =>
      (await loadBars(fileOf(ENDS, name), options)).bars[0]?.time;
    expect([await firstOf('EURUSD_M1.csv'), await firstOf('GBPUSD_M1.csv')]).toEqual([
      at('2026-01-02T21:51'),
      at('2026-01-02T21:50'),
    ]);
    expect(rowOptionsOf({ stamps: ['end'] }).stamps).toBe('end');
    expect(() => rowOptionsOf({ stamps: ['close'] })).toThrow('--stamps');
  });
});

const SHAPE =
  'its bars seem to be called by their end: a session ends with 2026-01-02 22:00, the next begins with 2026-01-04 22:01 UTC (--stamps end)';

describe('what a file lets guess of its stamps', () => {
  it('a session that ends on the hour and begins a minute past it', async () => {
    expect(await hintsOf(fileOf(ENDS))).toEqual([SHAPE]);
    // It is told, and nothing is changed by it.
    expect((await loadBars(fileOf(ENDS))).bars[0]?.time).toBe(ENDS[0]);
  });

  it('a market that opens on the half hour, and bars of five minutes', async () => {
    const days = [...minutes('2026-01-05T20:51', 10), ...minutes('2026-01-06T14:31', 10)];
    expect(await hintsOf(fileOf(days))).toEqual([expect.stringContaining('ends with 2026-01-05 21:00')]);
    const fives = [...minutes('2026-01-05T20:15', 10, 5 * MINUTE), ...minutes('2026-01-06T14:35', 10, 5 * MINUTE)];
    expect(await hintsOf(fileOf(fives, 'EURUSD_M5.csv'))).toEqual([expect.stringContaining('begins with 2026-01-06 14:35')]);
  });

  it.each([
    ['bars that are called by their start', STARTS],
    ['a first bar alone', minutes('2026-01-04T22:01', 20)],
    ['a last bar alone', [...minutes('2026-01-02T21:51', 10), ...minutes('2026-01-04T22:05', 10)]],
    [
      'a first bar after a session whose last one is missing',
      [...minutes('2026-01-02T21:48', 10), ...minutes('2026-01-04T22:01', 10)],
    ],
    [
      'as many sessions whose last bar says the contrary',
      [...ENDS, ...minutes('2026-01-05T21:50', 10), ...minutes('2026-01-05T22:24', 10)],
    ],
    ['a minute that is missing', [...minutes('2026-01-05T21:51', 10), ...minutes('2026-01-05T22:02', 10)]],
    ['as many sessions that say the contrary', [...ENDS, ...minutes('2026-01-06T10:00', 10)]],
    ['hours', minutes('2026-01-05T10:00', 3, 60 * MINUTE)],
  ])('%s say nothing', async (_name, times) => {
    expect(await hintsOf(fileOf(times), { anySize: true })).toEqual([]);
  });

  it.each([
    ['NinjaTrader', 'EURUSD.Last.txt', '20260102 140500;1;1;1;1;5\n20260102 140600;1;1;1;1;5'],
    ['TradeStation', 'EURUSD_M1.txt', '"Date","Time","Open","High","Low","Close","Up","Down"\n01/13/2026,1405,1,1,1,1,40,41'],
    [
      'MultiCharts',
      'EURUSD 1 Minute.txt',
      '"Date","Time","Open","High","Low","Close","TotalVolume"\n01/13/2026,14:05:00,1,1,1,1,81',
    ],
  ])('%s is known to do so', async (program, name, text) => {
    const options = { localToUtc: zoneToUtc('UTC') };
    const hint = `${program} calls a bar by its end, and it is read as the start (--stamps end)`;
    expect(await hintsOf(written(name, text), options)).toEqual([hint]);
    // The trader who says it knows.
    expect(await hintsOf(written(name, text), { ...options, stamps: 'end' })).toEqual([]);
    expect(await hintsOf(written(name, text), { ...options, stamps: 'start' })).toEqual([]);
  });

  it('inspect tells it', async () => {
    expect(dataText(await inspectFile(fileOf(ENDS), null, {}))).toContain(`  hint      ${SHAPE}\n`);
    expect(dataText(await inspectFile(fileOf(STARTS), null, {}))).not.toContain('hint');
  });
});

describe('a replay', () => {
  const replayed = async (options: BarsOptions, ...files: readonly string[]): Promise<ReplayReport> => {
    const { file, prices, history } = await playedHistory({ bars: files, ticks: [] }, options);
    const config = parseConfig({});
    if (!config.ok) throw new Error('no configuration');
    const request = {
      file,
      prices,
      history,
      config: config.value,
      specs: [],
      journal: memoryJournal({}),
      rearm: 'daily' as const,
    };
    return replayHistory({ ...request, log: { write: () => undefined } });
  };
  const START = 'A bar’s time is taken for its start (--stamps start).';

  it('states how the times were read, and tells the hint with the data', async () => {
    const plain = await replayed({}, fileOf(ENDS));
    expect([plain.assumptions.includes(START), plain.data.hints]).toEqual([true, [`EURUSD_M1.csv: ${SHAPE}`]]);
    expect(replayText(plain, 0)).toContain(`HINT EURUSD_M1.csv: ${SHAPE}`);
    expect(reportPage(plain)).toContain('its bars seem to be called by their end');
    const ended = await replayed({ stamps: 'end' }, fileOf(ENDS));
    expect([ended.assumptions.includes(START), ended.data.hints]).toEqual([false, undefined]);
    expect(ended.assumptions).toContain(
      'The times of EURUSD_M1.csv are the ends of their bars, and were moved back (--stamps end).',
    );
  });

  it('states what else was made of a file', async () => {
    const [first, second] = ENDS;
    const lines = [first, second].map((time, index) => ({
      ...{ time: new Date(time ?? 0).toISOString(), complete: index === 0 },
      mid: { o: '1.1612', h: '1.1615', l: '1.1611', c: '1.1614' },
    }));
    const file = written('EURUSD_oanda.json', JSON.stringify({ candles: lines }));
    const { assumptions } = await replayed({}, file);
    expect(assumptions).toContain(
      'The prices of EURUSD_oanda.json are the middle of bid and ask and are taken for bids: entries are half a spread off.',
    );
    expect(assumptions).toContain('1 candle that was not complete in EURUSD_oanda.json is left out.');
    const plain = await replayed({}, fileOf(STARTS));
    expect(plain.assumptions.join()).not.toMatch(/middle|complete/);
  });

  it('of several symbols says it for each that is so', async () => {
    const options = rowOptionsOf({ stamps: ['GBPUSD=end'] });
    const both = await replayed(options, fileOf(ENDS), fileOf(ENDS, 'GBPUSD_M1.csv'));
    expect(both.assumptions).toContain(START);
    expect(both.assumptions).toContain(
      'The times of GBPUSD_M1.csv are the ends of their bars, and were moved back (--stamps end).',
    );
    expect(both.data.hints).toEqual([`EURUSD_M1.csv: ${SHAPE}`]);
  });
});
