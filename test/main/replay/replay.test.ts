import { expect, test } from 'vitest';
import { memoryJournal } from '#main/adapters/journal/index.ts';
import { replayHistory, replayText, reportPage, tradesCsv, type ReplayReport, type ReplayRequest } from '#main/replay/index.ts';
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
    ...{ file: 'EURUSD_M1.csv', prices: { kind: 'bars', series: [{ symbol: 'EURUSD', rows: bars }] }, history: [], specs: [] },
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
      expect(trade.move + trade.spread + trade.slippage).toBeCloseTo(trade.gross, 6);
      expect([trade.spread < 0, trade.slippage <= 0, trade.pointMoney! > 0]).toEqual([true, true, true]);
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
  'the figures, the page and the table tell the same trades, and the page needs no network',
  { timeout: 120_000 },
  async () => {
    const report = await replayed(walkedBars(3_000, END), { file: 'EUR<b>USD_M1.csv' });
    const { trades, statistics, balance, rejections, floors } = report;
    const { summary, costs, groups, refused, months, exposure } = statistics;
    expect([summary.count, summary.net]).toEqual([trades.length, expect.closeTo(balance.end - balance.start, 6)]);
    expect(costs.gross + costs.commission + costs.swap).toBeCloseTo(costs.net, 6);
    expect(costs.move + costs.spread + costs.slippage).toBeCloseTo(costs.gross, 6);
    expect(costs.lots).toBeCloseTo(
      trades.reduce((sum, { volume }) => sum + volume, 0),
      6,
    );
    const counted = (held: (typeof groups)['side']): number => held.reduce((sum, { summary: { count } }) => sum + count, 0);
    const { score, ...whole } = groups;
    expect(Object.values(whole).map(counted)).toEqual(Object.values(whole).map(() => trades.length));
    expect(counted(score)).toBe(trades.filter((trade) => trade.score !== null).length);
    expect(months.reduce((sum, { net }) => sum + net, 0)).toBeCloseTo(summary.net, 6);
    expect(refused.reduce((sum, { count }) => sum + count, 0)).toBe(rejections.length);
    expect(refused.reduce((sum, { followed }) => sum + followed, 0)).toBeGreaterThan(0);
    expect([exposure > 0, exposure <= 1, floors.length > 0]).toEqual([true, true, true]);
    for (const { excursion, reason, r, why, gross, riskMoney } of trades) {
      if (reason === 'sl') expect(excursion!.maeR!).toBeGreaterThanOrEqual(Math.min(0.99, -gross / riskMoney!));
      if (reason === 'tp') expect(excursion!.mfeR!).toBeGreaterThanOrEqual(r!);
      expect(why.map(({ stage }) => stage)).toContain('u3');
    }
    expect(trades.filter(({ excursion }) => excursion!.maeR! > 0 && excursion!.mfeR! > 0).length).toBeGreaterThan(
      trades.length / 2,
    );
    const page = reportPage(report);
    expect(page).not.toMatch(/https?:|<script|<link|@import|url\((?!#)/);
    expect(page).not.toContain('<b>USD');
    expect(page.match(/<details>/g)).toHaveLength(trades.length);
    expect(page).toMatch(/<section class="verdict"><strong>(SURVIVED|BREACHED)/);
    expect(page.match(/<svg /g)).toHaveLength(page.match(/role="img" aria-label="[^"]+"/g)!.length);
    expect(page).not.toMatch(/NaN|Infinity|undefined|null/);
    const [head = '', ...rows] = tradesCsv(trades).trimEnd().split('\r\n');
    expect(rows).toHaveLength(trades.length);
    expect(rows.every((row) => row.split(',').length === head.split(',').length)).toBe(true);
    expect(tradesCsv([{ ...trades[0]!, symbol: '=cmd,"x"' }])).toContain(`"'=cmd,""x"""`);
  },
);

test('news of the calendar keep entries away, and nothing is known of news before it begins', { timeout: 240_000 }, async () => {
  const bars = walkedBars(3_000, END);
  const plain = await replayed(bars, { config: configOf({ calendar: { newsMinutes: 30 } }) });
  expect(plain.assumptions.join()).toContain('No news calendar is read');
  const { openedAt } = plain.trades[3]!;
  const event = { at: openedAt + 60_000, currency: 'USD', impact: 'high', title: 'Payrolls' } as const;
  const calendar = {
    begins: event.at,
    ends: event.at,
    at: () => ({ read: () => Promise.resolve({ source: 'past.csv', events: [event], coversUntil: null, notes: [] }) }),
  };
  const { trades, rejections, assumptions } = await replayed(bars, {
    config: configOf({ calendar: { newsMinutes: 30 } }),
    calendar,
  });
  expect(trades.slice(0, 3).map((trade) => trade.openedAt)).toEqual(plain.trades.slice(0, 3).map((trade) => trade.openedAt));
  expect(trades.some((trade) => Math.abs(trade.openedAt - event.at) <= 30 * 60_000)).toBe(false);
  expect(rejections.some(({ code, text }) => code === 'news' && text.includes('USD Payrolls'))).toBe(true);
  expect(assumptions.join()).toContain('News are those of the calendar');
});

test(
  'cards are approved by their score and after a while, as a trader would, and that is on record',
  { timeout: 240_000 },
  async () => {
    const bars = walkedBars(3_000, END);
    const plain = await replayed(bars);
    const scores = plain.trades.flatMap(({ score }) => score ?? []).sort((a, b) => a - b);
    const minScore = scores[Math.floor(scores.length / 2)]!;
    const some = await replayed(bars, { approvals: { minScore, delayMs: 0 } });
    expect(some.trades.length).toBeGreaterThan(0);
    expect(some.trades.every(({ score }) => score! >= minScore)).toBe(true);
    expect(some.rejections.some(({ code, text }) => code === 'trader_rejected' && text.includes('its U1 score is under'))).toBe(
      true,
    );
    expect(some.acts['approve']).toBeGreaterThanOrEqual(some.trades.length);

    const none = await replayed(bars, { approvals: { minScore: null, none: true, delayMs: 0 } });
    expect([none.trades.length, none.statistics.refused.find(({ code }) => code === 'trader_rejected')!.followed > 0]).toEqual([
      0,
      true,
    ]);

    const late = await replayed(bars, { approvals: { minScore: null, delayMs: 20_000 } });
    expect(late.trades[0]!.openedAt).toBe(plain.trades[0]!.openedAt + 20_000);
    expect(late.assumptions.join()).toContain('after 20 s');
  },
);

test('a replay without a trade has a page of its own', { timeout: 120_000 }, async () => {
  const report = await replayed(walkedBars(200, END));
  expect(report.trades).toEqual([]);
  const page = reportPage(report);
  expect(page).not.toMatch(/NaN|Infinity|undefined/);
  expect(page).toContain('No closed trade.');
  expect(replayText(report, 0)).not.toMatch(/NaN|Infinity|undefined/);
});

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
