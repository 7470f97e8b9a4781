import { describe, expect, test } from 'vitest';
import { memoryJournal } from '#main/adapters/journal/index.ts';
import { replayHistory, replayText, reportPage, tradesCsv, type ReplayReport, type ReplayRequest } from '#main/replay/index.ts';
import { parseConfig, type Config } from '#shared/config';
import type { Bar } from '#shared/domain';
import { walkedBars } from '#test/bench/world/prices.ts';

const END = Date.UTC(2026, 0, 9, 12);
const MINUTE = 60_000;
const DAY_MS = 24 * 60 * MINUTE;
const LONG = { timeout: 240_000 };

/** Little is risked, and no limit of the account is near. */
function configOf(changes: Record<string, unknown> = {}, riskPercent = 0.02): Config {
  const profile = {
    sessions: ['any'],
    riskPercent,
    maxRiskPercent: 0.05,
    maxDailyRiskPercent: 50,
    maxConcurrent: 50,
    minWinRate: 0,
  };
  const cells = {
    u1: { minScore: 0.5 },
    u2: { minProbability: 0.3, minConfidence: 0.3 },
    u3: { maxOpenPositions: 100, maxGroupRisk: 100, maxEffectiveRisk: 100 },
  };
  const parsed = parseConfig({ strategies: { m5_bos: profile, m1_retest: profile }, cells, ...changes });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

/** Another walk than that of EURUSD, on the same minutes: its later part, mirrored. */
const EURUSD = walkedBars(3_000, END);
const GBPUSD = walkedBars(6_000, END)
  .slice(0, 3_000)
  .map((bar, index): Bar => {
    const other = (price: number): number => Number((2.4 - price).toFixed(5));
    const [open, high, low, close] = [other(bar.open), other(bar.low), other(bar.high), other(bar.close)];
    return { ...bar, symbol: 'GBPUSD', time: EURUSD[index]!.time, open, high, low, close };
  });

type Rows = Readonly<Record<string, readonly Bar[]>>;
type Asked = Partial<ReplayRequest>;
const replayed = (bars: Rows, changes: Asked = {}): Promise<ReplayReport> =>
  replayHistory({
    prices: { kind: 'bars', series: Object.entries(bars).map(([symbol, rows]) => ({ symbol, rows })) },
    ...{ file: 'two', history: [], specs: [], config: configOf(), journal: memoryJournal({}), rearm: 'daily' },
    log: { write: () => undefined },
    ...changes,
  });

/** What a trade was, apart from its numbers in the journal. */
const told = ({ trades }: ReplayReport, symbol: string): readonly unknown[] =>
  trades
    .filter((trade) => trade.symbol === symbol)
    .map(({ side, volume, entry, exit, openedAt, closedAt, reason, pnl }) => [
      side,
      volume,
      entry,
      exit,
      openedAt,
      closedAt,
      reason,
      pnl,
    ]);

describe('several symbols in one account', () => {
  // What closed trades teach the size is one for all symbols: fewer than teach anything.
  const [some, others] = [EURUSD.slice(0, 1_200), GBPUSD.slice(0, 1_200)];

  test('with little at risk make together what each makes alone, and the report says by whom', LONG, async () => {
    // The smallest size there is: what the other symbol made does not change it.
    const plain = configOf({ paper: { slippagePoints: 0 } }, 0.0015);
    const [one, other, both] = [
      await replayed({ EURUSD: some }, { config: plain }),
      await replayed({ GBPUSD: others }, { config: plain }),
      await replayed({ EURUSD: some, GBPUSD: others }, { config: plain }),
    ];
    expect(Math.min(one.trades.length, other.trades.length)).toBeGreaterThan(3);
    expect([told(both, 'EURUSD'), told(both, 'GBPUSD')]).toEqual([told(one, 'EURUSD'), told(other, 'GBPUSD')]);
    const made = (report: ReplayReport): number => report.balance.end - report.balance.start;
    expect(made(both)).toBeCloseTo(made(one) + made(other), 6);
    expect(both.statistics.groups.symbol.map(({ key, summary }) => [key, summary.count])).toEqual(
      expect.arrayContaining([['EURUSD', one.trades.length], ['GBPUSD', other.trades.length]]), // prettier-ignore
    );
    expect(both.data.symbols!.map(({ symbol, rows }) => [symbol, rows])).toEqual([['EURUSD', 1_200], ['GBPUSD', 1_200]]); // prettier-ignore
    expect([one.data.symbols, both.bars, both.assumptions.join()]).toMatchObject([
      undefined,
      2_400,
      expect.stringMatching(/EURUSD, GBPUSD are traded in one account.*stand at once where their bars are worst/s),
    ]);
    for (const text of [replayText(both, 0), reportPage(both)]) expect(text).toMatch(/GBPUSD: 1200 rows from 2026-01-07/);
    expect(replayText(both, 0)).toMatch(/GBPUSD {4}BUY|GBPUSD {4}SELL/);
    expect(tradesCsv(both.trades)).toMatch(/GBPUSD.*\r\n/);
  });

  test('share its limits: a second position is refused where one is allowed', LONG, async () => {
    const config = configOf({
      cells: { u1: { minScore: 0.5 }, u2: { minProbability: 0.3, minConfidence: 0.3 }, u3: { maxOpenPositions: 1 } },
    });
    const { trades, rejections } = await replayed({ EURUSD, GBPUSD }, { config });
    const atOnce = trades.filter((one) =>
      trades.some((other) => other !== one && other.openedAt < one.openedAt && other.closedAt > one.openedAt),
    );
    expect(atOnce).toEqual([]);
    const open = trades.map(({ symbol, openedAt, closedAt }) => ({ symbol, openedAt, closedAt }));
    const byOther = rejections.filter(({ symbol, at }) =>
      open.some((one) => one.symbol !== symbol && one.openedAt < at && one.closedAt > at),
    );
    expect(byOther.length).toBeGreaterThan(0);
  });

  test('a hole in one of them closes its positions alone', LONG, async () => {
    const whole = await replayed({ EURUSD, GBPUSD });
    const held = whole.trades.find(({ symbol, openedAt, closedAt }) => symbol === 'EURUSD' && closedAt - openedAt > 3 * MINUTE)!;
    const cut = EURUSD.findIndex(({ time }) => time > held.openedAt + MINUTE);
    const missing = EURUSD.filter((_, index) => index < cut || index >= cut + 300);
    const { data, trades } = await replayed({ EURUSD: missing, GBPUSD });
    const [hole] = data.holes;
    expect(data.holes.map(({ symbol }) => symbol)).toEqual(['EURUSD']);
    expect(hole!.closed).toHaveLength(1);
    const left = trades.find(({ ticket }) => ticket === hole!.closed[0])!;
    expect([left.symbol, left.closedAt, left.exit]).toEqual(['EURUSD', EURUSD[cut - 1]!.time + MINUTE, EURUSD[cut - 1]!.close]);
    const within = trades.filter(({ symbol, openedAt }) => symbol === 'GBPUSD' && openedAt > hole!.from && openedAt < hole!.to);
    expect(within).toEqual(
      whole.trades
        .filter(({ symbol, openedAt }) => symbol === 'GBPUSD' && openedAt > hole!.from && openedAt < hole!.to)
        .map(() => expect.anything()),
    );
    const early = await replayed({ EURUSD: EURUSD.slice(0, cut), GBPUSD });
    expect(early.data.holes.map(({ symbol, closed }) => [symbol, closed.length])).toEqual([['EURUSD', 1]]);
  });

  test('what comes later changes nothing before it, and the same input gives the same records', LONG, async () => {
    const at = EURUSD[1_999]!.time;
    const mirrored = (bars: readonly Bar[]): readonly Bar[] =>
      bars.map((bar) => {
        if (bar.time <= at) return bar;
        const other = (price: number): number => Number((2 * bars[1_999]!.close - price).toFixed(5));
        return { ...bar, open: other(bar.open), high: other(bar.low), low: other(bar.high), close: other(bar.close) };
      });
    const records = async (bars: Rows): Promise<readonly string[]> => {
      const journal = memoryJournal({});
      await replayed(bars, { journal });
      return journal.read(0, Number.MAX_SAFE_INTEGER).map((record) => JSON.stringify(record));
    };
    const [one, again, other] = [
      await records({ EURUSD, GBPUSD }),
      await records({ EURUSD, GBPUSD }),
      await records({ EURUSD: mirrored(EURUSD), GBPUSD: mirrored(GBPUSD) }),
    ];
    expect(again).toEqual(one);
    const before = (all: readonly string[]): readonly string[] =>
      all.filter((text) => (JSON.parse(text) as { at: number }).at <= at);
    expect(before(other)).toEqual(before(one));
    expect(other).not.toEqual(one);
  });
});

describe('the rate of one that is replayed', () => {
  const inEuro = { config: configOf({ paper: { currency: 'EUR' } }) };

  test('turns the money of the others, as it is at each moment', LONG, async () => {
    const flat = EURUSD.map((bar, index) => {
      const price = index < 1_500 ? 1.1 : 1.2;
      return { ...bar, open: price, high: price, low: price, close: price };
    });
    const { trades, assumptions } = await replayed({ EURUSD: flat, GBPUSD }, inEuro);
    expect(assumptions.join()).toContain('EURUSD is replayed and gives its rate');
    const spread = 6 * 1e-5;
    const rates = trades.map(({ symbol, closedAt, side, entry, exit, volume, gross }) => {
      expect(symbol).toBe('GBPUSD');
      const dollars = (exit - entry) * (side === 'BUY' ? 1 : -1) * volume * 100_000;
      return [closedAt <= flat[1_499]!.time + MINUTE, dollars / gross, gross] as const;
    });
    expect(new Set(rates.map(([isBefore]) => isBefore)).size).toBe(2);
    // To the cent: a gain is turned at the ask, a loss at the bid.
    for (const [isBefore, rate, gross] of rates) {
      const known = (isBefore ? 1.1 : 1.2) + (gross > 0 ? spread : 0);
      expect(Math.abs(rate - known) * Math.abs(gross)).toBeLessThan(0.02);
    }
  });

  test('is asked for where it is missing, and where it begins too late', async () => {
    await expect(replayed({ GBPUSD }, inEuro)).rejects.toThrow(/GBPUSD is reckoned in USD .* --rates EURUSD_M1.csv/);
    await expect(replayed({ EURUSD: EURUSD.slice(10), GBPUSD }, inEuro)).rejects.toThrow(
      /GBPUSD begins at .* and EURUSD, which gives its rate, only at .*: begin there with --from/,
    );
    const rates = [{ symbol: 'EURUSD', quotes: [{ symbol: 'EURUSD', bid: 1, ask: 1, at: 0 }] }];
    await expect(replayed({ EURUSD, GBPUSD }, { ...inEuro, rates })).rejects.toThrow(/--rates EURUSD: it is replayed/);
  });

  test('is known from the bars before the first price', LONG, async () => {
    const bars = { EURUSD: EURUSD.slice(12, 200), GBPUSD: GBPUSD.slice(10, 200) };
    await expect(replayed(bars, inEuro)).rejects.toThrow(/EURUSD, which gives its rate/);
    await expect(replayed(bars, { ...inEuro, history: EURUSD.slice(0, 10) })).resolves.toMatchObject({ bars: 378 });
  });
});

test('a year that only one of two symbols has is a hole of the other, and no time without prices', LONG, async () => {
  const later = GBPUSD.map((bar) => ({ ...bar, time: bar.time + 30 * DAY_MS }));
  const { data, statistics, from, to } = await replayed({ EURUSD, GBPUSD: later });
  expect([from, to]).toEqual([EURUSD[0]!.time, later.at(-1)!.time + MINUTE]);
  expect(data.holes.map(({ symbol }) => symbol)).toEqual(['EURUSD']);
  expect(statistics.exposure).toBeLessThan(1);
});
