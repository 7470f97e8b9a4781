import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import type { Bar, Quote } from '#shared/domain';
import { HistoryFault, loadBars, loadTicks, namedBy } from '#main/adapters/history/index.ts';
import { BarBuilder } from '#main/paper-broker/index.ts';
import { patience } from '#test/time/pace.ts';

const folder = mkdtempSync(join(tmpdir(), 'history-'));
afterAll(() => rmSync(folder, { recursive: true }));
const written = (name: string, content: string | Buffer): string => {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
};
const HEAD = 'time,open,high,low,close,volume,spread';
const GOOD = '2014-05-01T00:01:00Z,1.1,1.3,1,1.2,5,12';
const BAR: Bar = {
  symbol: 'EURUSD',
  timeframe: 'M1',
  time: Date.UTC(2014, 4, 1, 0, 1),
  open: 1.1,
  high: 1.3,
  low: 1,
  close: 1.2,
  volume: 5,
  spreadPoints: 12,
  source: 'live',
};

describe('bars', () => {
  it.each([
    ['ISO with a zone', `${HEAD}\n${GOOD}\n`],
    ['another zone', `${HEAD}\n2014-05-01T02:01:00+02:00,1.1,1.3,1,1.2,5,12`],
    ['no zone is UTC, wherever the computer is', `${HEAD}\n2014-05-01 00:01:00,1.1,1.3,1,1.2,5,12`],
    [
      'epoch milliseconds, CRLF, columns in any order, a byte order mark',
      `\uFEFFclose,time,open,high,low,spread,volume\r\n1.2,${BAR.time},1.1,1.3,1,12,5\r\n`,
    ],
  ])('%s', async (_name, text) => {
    expect(await loadBars(written('EURUSD_M1.csv', text))).toEqual({
      symbol: 'EURUSD',
      timeframe: 'M1',
      bars: [BAR],
      skipped: 0,
      unfinished: 0,
      series: null,
      hints: [],
    });
  });

  it('is unpacked by content, named by option, and filled up where columns are missing', async () => {
    const file = written('odd name', gzipSync(`time,open,high,low,close\n${GOOD.slice(0, -5)}`));
    const { bars } = await loadBars(file, { symbol: 'GOLD', timeframe: 'M1', spreadPoints: 9 });
    expect(bars).toEqual([{ ...BAR, symbol: 'GOLD', volume: 0, spreadPoints: 9 }]);
  });

  it.each([
    ['high below low', '2014-05-01T00:02:00Z,1.1,1,1.3,1.2,5,12', 'must enclose'],
    ['open above', '2014-05-01T00:02:00Z,1.4,1.3,1,1.2,5,12', 'must enclose'],
    ['open below', '2014-05-01T00:02:00Z,0.9,1.3,1,1.2,5,12', 'must enclose'],
    ['close below', '2014-05-01T00:02:00Z,1.1,1.3,1,0.9,5,12', 'must enclose'],
    ['close outside', '2014-05-01T00:02:00Z,1.1,1.3,1,1.4,5,12', 'must enclose'],
    ['zero', '2014-05-01T00:02:00Z,0,1.3,0,1.2,5,12', 'above zero'],
    ['text', '2014-05-01T00:02:00Z,a,1.3,1,1.2,5,12', 'must be numbers'],
    ['an empty cell', '2014-05-01T00:02:00Z,,1.3,1,1.2,5,12', 'must be numbers'],
    ['too short', '2014-05-01T00:02:00Z,1.1', 'must be numbers'],
    ['the same minute again', GOOD, 'not after'],
    ['an earlier minute', '2014-04-01T00:02:00Z,1.1,1.3,1,1.2,5,12', 'not after'],
    ['no time', 'yesterday,1.1,1.3,1,1.2,5,12', 'neither ISO'],
    ['an impossible date', '2014-13-41T00:02:00Z,1.1,1.3,1,1.2,5,12', 'neither ISO'],
    ['not a minute', '2014-05-01T00:02:30Z,1.1,1.3,1,1.2,5,12', 'opening moment'],
    ['a negative spread', '2014-05-01T00:02:00Z,1.1,1.3,1,1.2,5,-1', 'not below zero'],
  ])('%s: an error with its line, or counted', async (_name, row, problem) => {
    const next = '2014-05-01T00:03:00Z,1.1,1.3,1,1.2,5,12';
    const file = written('EURUSD_M1.csv', [HEAD, GOOD, row, next].join('\n'));
    const fault = await loadBars(file).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(HistoryFault);
    expect(fault).toMatchObject({ file, line: 3, message: expect.stringContaining(problem) });
    expect(await loadBars(file, { skipBad: true })).toMatchObject({
      skipped: 1,
      bars: [{ time: BAR.time }, { time: BAR.time + 120_000 }],
    });
  });

  it('from and to are included', async () => {
    const rows = [0, 1, 2, 3].map((minute) => `${BAR.time + minute * 60_000},1.1,1.3,1,1.2,5,12`);
    const file = written('EURUSD_M1.csv', [HEAD, ...rows].join('\n'));
    const { bars } = await loadBars(file, { fromMs: BAR.time + 60_000, toMs: BAR.time + 120_000 });
    expect(bars.map((bar) => bar.time)).toEqual([BAR.time + 60_000, BAR.time + 120_000]);
  });

  it('files that are no history at all say so', async () => {
    await expect(loadBars(written('EURUSD_M1.csv', ''))).rejects.toThrow('is empty');
    await expect(loadBars(written('EURUSD_M1.csv', 'time,bid,ask\n'))).rejects.toThrow('lacks open, high, low, close');
    await expect(loadBars(written('EURUSD_H1.csv', HEAD))).rejects.toThrow('timeframe');
    await expect(loadBars(join(folder, 'XAUUSD_M1.csv'))).rejects.toThrow('cannot be read');
    await expect(loadBars(written('EURUSD_M1.csv.gz', gzipSync(HEAD).subarray(0, 12)))).rejects.toThrow(HistoryFault);
  });
});

describe('ticks', () => {
  it('may share a millisecond; bid above ask and going back are bad', async () => {
    const file = written(
      'XAUUSD_TICKS_1.csv',
      'time,bid,ask\n1398902400000,10,11\n1398902400000,10,10\n1398902400001,11,10\n1398902399999,10,11',
    );
    await expect(loadTicks(file)).rejects.toThrow(`${file}:4: ask 10 is below bid 11`);
    expect(await loadTicks(file, { skipBad: true })).toMatchObject({
      symbol: 'XAUUSD',
      skipped: 2,
      ticks: [{ ask: 11 }, { ask: 10 }],
    });
  });

  it('times without a zone can be a server’s', async () => {
    const file = written('EURUSD_TICKS_1.csv', 'time,bid,ask\n2014-05-01T03:00:00.292,1,2');
    const { ticks } = await loadTicks(file, { localToUtc: (ms) => ms - 3 * 3_600_000 });
    expect(ticks[0]?.at).toBe(1398902400292);
  });

  it('names say what is inside', () => {
    expect([namedBy('/a/EURUSD_TICKS_20140501.csv.gz'), namedBy('XAUUSD_M5.csv'), namedBy('x.csv')]).toEqual([
      { symbol: 'EURUSD', content: 'TICKS' },
      { symbol: 'XAUUSD', content: 'M5' },
      { symbol: null, content: null },
    ]);
  });

  it.each([
    ['EURUSD_broker.csv', 'EURUSD', null],
    ['EURUSD_2025.csv', 'EURUSD', null],
    ['export-usdjpy-2025.csv', 'usdjpy', null],
    ['prices (XAUUSD).csv', 'XAUUSD', null],
    ['DEUIDXEUR_new.csv', 'DEUIDXEUR', null],
    ['EURUSD_2h.csv', 'EURUSD', '2h'],
    ['EURUSD_S5_2025.csv', 'EURUSD', 'S5'],
    ['EURUSD_daily.csv', 'EURUSD', 'DAILY'],
  ])('a word that is no size of bars says nothing of them: %s', (file, symbol, content) =>
    expect(namedBy(file)).toEqual({ symbol, content }),
  );
});

const DATA = fileURLToPath(new URL('../../../../../shared/data/market/csv/', import.meta.url));
const present = existsSync(DATA);
if (!present) console.warn(`SKIPPED real market files: ${DATA} is not there`);

describe.skipIf(!present)('real files', () => {
  it("a day of Lean's, zipped with sizes of 64 bits, is that day of the other file", async () => {
    const day = Date.UTC(2014, 4, 5);
    const own = await loadBars(join(DATA, '../lean/forex/oanda/minute/eurusd/20140505_quote.zip'));
    const { bars } = await loadBars(join(DATA, 'EURUSD_M1.csv.gz'), { fromMs: day, toMs: day + 86_399_999 });
    const shape = ({ symbol, time, open, high, low, close }: Bar): unknown => ({ symbol, time, open, high, low, close });
    expect(own.bars.length).toBeGreaterThan(1_000);
    expect(own.bars.map(shape)).toEqual(bars.map(shape));
  });

  it('a tick day loads in well under a second, and its ticks make the bars of the minute file', async () => {
    const began = performance.now();
    const { ticks } = await loadTicks(join(DATA, 'EURUSD_TICKS_20140513.csv.gz'));
    expect(performance.now() - began).toBeLessThan(patience(1_500));
    expect(ticks).toHaveLength(61_784);
    const day = Date.UTC(2014, 4, 13);
    const { bars, skipped } = await loadBars(join(DATA, 'EURUSD_M1.csv.gz'), { fromMs: day, toMs: day + 86_399_999 });
    expect(skipped).toBe(0);
    const made = barsOf(ticks);
    expect(made).toEqual(grouped(ticks));
    const shape = ({ time, open, high, low, close }: Bar): unknown => ({ time, open, high, low, close });
    const wanted = new Map(bars.map((bar) => [bar.time, JSON.stringify(shape(bar))]));
    const equal = made.filter((bar) => wanted.get(bar.time) === JSON.stringify(shape(bar))).length;
    expect(made).toHaveLength(bars.length);
    expect(equal / bars.length).toBeGreaterThan(0.95);
  });
});

function barsOf(ticks: readonly Quote[]): Bar[] {
  const builder = new BarBuilder('EURUSD', 0.00001, 0);
  return [...ticks.map((tick) => builder.tick(tick)), builder.advance((ticks.at(-1)?.at ?? 0) + 60_000)].filter(
    (bar) => bar !== null,
  );
}

function grouped(ticks: readonly Quote[]): unknown[] {
  return [...Map.groupBy(ticks, (tick) => Math.floor(tick.at / 60_000))].map(([minute, group]) => {
    const bids = group.map((tick) => tick.bid);
    const last = group.at(-1)!;
    return {
      symbol: 'EURUSD',
      timeframe: 'M1',
      time: minute * 60_000,
      open: bids[0],
      high: Math.max(...bids),
      low: Math.min(...bids),
      close: last.bid,
      volume: bids.length,
      spreadPoints: Math.round((last.ask - last.bid) / 0.00001),
      source: 'live',
    };
  });
}

describe('bars that are further apart than they should be', () => {
  const rows = (minutes: number, count: number): string =>
    [HEAD, ...Array.from({ length: count }, (_, n) => `${BAR.time - 60_000 + n * minutes * 60_000},1.1,1.3,1,1.2,5,12`)].join(
      '\n',
    );

  it.each([5, 15, 60])('%d minutes: not M1, and which they are is told', async (minutes) => {
    const file = written('EURUSD_M1.csv', rows(minutes, 30));
    await expect(loadBars(file)).rejects.toThrow(`the bars are ${minutes} minutes apart, M1 bars 1`);
  });

  it('missing minutes here and there, or too few rows to say, are no other timeframe', async () => {
    const holey = [
      HEAD,
      ...Array.from({ length: 30 }, (_, n) => `${BAR.time + (n + Math.floor(n / 3) * 5) * 60_000},1.1,1.3,1,1.2,5,12`),
    ].join('\n');
    expect((await loadBars(written('EURUSD_M1.csv', holey))).bars).toHaveLength(30);
    expect((await loadBars(written('EURUSD_M1.csv', rows(5, 9)))).bars).toHaveLength(9);
    expect((await loadBars(written('EURUSD_M5.csv', rows(5, 30)))).timeframe).toBe('M5');
  });
});
