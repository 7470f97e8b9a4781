import { expect, test } from 'vitest';
import { memoryJournal } from '#main/adapters/journal/index.ts';
import { replayHistory, replayText, type ReplayReport, type ReplayRequest } from '#main/replay/index.ts';
import { parseConfig, type Config } from '#shared/config';
import type { Bar } from '#shared/domain';
import { rulebookIn } from '#shared/rulebooks';
import { walkedBars } from '#test/bench/world/prices.ts';

const DAY_MS = 86_400_000;
const END = Date.UTC(2026, 0, 9, 12);

function configOf(changes: Record<string, unknown> = {}): Config {
  const profile = { sessions: ['any'] };
  const cells = { u1: { minScore: 0.5 }, u2: { minProbability: 0.3, minConfidence: 0.3 } };
  const parsed = parseConfig({ strategies: { m5_bos: profile, m1_retest: profile }, cells, ...changes });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

const replayed = (bars: readonly Bar[], changes: Partial<ReplayRequest> = {}): Promise<ReplayReport> =>
  replayHistory({
    ...{ file: 'EURUSD_M1.csv', symbol: 'EURUSD', prices: { kind: 'bars', bars }, history: [], specs: [] },
    ...{ config: configOf(), journal: memoryJournal({}), log: { write: () => undefined }, rearm: 'daily' },
    ...changes,
  });

/** The bars after `at` come so many days later. */
const withHole = (bars: readonly Bar[], at: number, days: number): readonly Bar[] =>
  bars.map((bar, index) => (index < at ? bar : { ...bar, time: bar.time + days * DAY_MS }));

test(
  'every trade is told with its signal and its costs, and their sum is what the account made',
  { timeout: 120_000 },
  async () => {
    const { trades, balance, open, extremes, verdict, assumptions } = await replayed(walkedBars(3_000, END));
    expect(trades.length).toBeGreaterThan(3);
    for (const trade of trades) {
      expect(trade.gross + trade.commission + trade.swap).toBeCloseTo(trade.pnl, 6);
      expect([trade.pattern, trade.probability, trade.stopLoss, trade.riskMoney]).not.toContain(null);
    }
    expect(open).toBe(0);
    expect(trades.reduce((sum, { pnl }) => sum + pnl, balance.start)).toBeCloseTo(balance.end, 6);
    expect(extremes.low!.equity).toBeLessThanOrEqual(Math.min(balance.start, balance.end));
    expect(verdict.nearest.total!.room).toBeCloseTo(extremes.low!.equity - verdict.nearest.total!.floor, 6);
    expect(assumptions[0]).toMatch(/stop that lies in a bar is hit before any target/);
  },
);

test(
  'nothing is carried over a hole: it is closed at the edge, told, and costs no night in it',
  { timeout: 240_000 },
  async () => {
    const bars = walkedBars(3_000, END);
    const plain = await replayed(bars);
    const carried = plain.trades.find(({ openedAt, closedAt }) => closedAt - openedAt > 10 * 60_000)!;
    const at = bars.findIndex(({ time }) => time > carried.openedAt + 5 * 60_000);
    const { trades, data, ...rest } = await replayed(withHole(bars, at, 400));
    const edge = bars[at - 1]!.time + 60_000;
    const cut = trades.find(({ openedAt }) => openedAt === carried.openedAt)!;
    expect([cut.closedAt, cut.exit, cut.reason]).toEqual([edge, expect.any(Number), 'client']);
    expect(data.holes).toMatchObject([{ from: edge, to: bars[at]!.time + 400 * DAY_MS, closed: [cut.ticket] }]);
    expect(trades.some(({ openedAt, closedAt }) => openedAt <= edge && closedAt > edge)).toBe(false);
    expect(replayText({ ...rest, trades, data }, 0)).toMatch(/hole .*\(400\.0 days\), closed at its edge/);
  },
);

test(
  'a symbol in another currency is refused until its rate is given, and what it makes hangs on the rate',
  { timeout: 240_000 },
  async () => {
    const bars = walkedBars(3_000, END);
    const inPounds = configOf({ paper: { currency: 'GBP', commissionPerLot: 0 } });
    await expect(replayed(bars, { config: inPounds })).rejects.toThrow(
      /EURUSD is reckoned in USD and the account is in GBP: give bars of GBPUSD with --rates/,
    );
    const rate = (bid: number) => [{ symbol: 'GBPUSD', quotes: [{ symbol: 'GBPUSD', bid, ask: bid, at: 0 }] }];
    const [cheap, dear] = await Promise.all(
      [1.25, 2.5].map((bid) =>
        replayed(bars, {
          config: inPounds,
          rates: [...rate(bid), { symbol: 'EURGBP', quotes: [{ symbol: 'EURGBP', bid: 0.85, ask: 0.85, at: 0 }] }],
        }),
      ),
    );
    const lots = ({ trades }: ReplayReport): number => trades[0]!.volume;
    // The same money risked buys twice the lots where a pound is worth twice the dollars.
    expect(lots(dear!) / lots(cheap!)).toBeCloseTo(2, 1);
  },
);

test(
  'a strategy whose risk was switched off goes on with the next day, and the report says who switched it on',
  { timeout: 240_000 },
  async () => {
    const bars = walkedBars(24_000, END);
    const book = rulebookIn(configOf().rulebook);
    const custom = { ...book, daily: { ...book.daily, limitPct: 60 }, maxLoss: { ...book.maxLoss, limitPct: 90 } };
    const brief = { sessions: ['any'], management: { maxMinutes: 1 }, maxDailyRiskPercent: 20 };
    const config = configOf({
      paper: { slippagePoints: 40 },
      rulebook: { custom },
      strategies: { m5_bos: brief, m1_retest: brief },
    });
    const daily = await replayed(bars, { config });
    expect(Object.keys(daily.acts)).toContain('re-armed strategy:m5_bos');
    expect(replayText(daily, 0)).toMatch(/Trader +.*re-armed strategy:m5_bos \d+ x/);
  },
);
