import { expect, test } from 'vitest';
import { ticksOfBar } from '#main/paper-broker/index.ts';
import type { Calendar } from '#ports';
import { parseConfig, type Config } from '#shared/config';
import type { JournalRecord } from '#shared/events';
import { walkedBars } from '#test/bench/world/prices.ts';
import { live, replayed, round, type Act } from './both-ways.ts';

const POINT = 0.00001;
const PIP = 0.0001;
type Rules = Readonly<Record<string, unknown>>;

function configured(management: Rules): Config {
  // An end of their sessions is one of the rules.
  const sessions = management['sessionEndMinutes'] === undefined ? ['any'] : ['new_york'];
  const profile = { ...{ sessions, management, maxConcurrent: 9 }, ...{ maxDailyRiskPercent: 50, riskPercent: 0.2 } };
  const parsed = parseConfig({
    approvals: { mode: 'auto' },
    strategies: { m5_bos: profile, m1_retest: profile },
    detector: { enabled: false },
    // A replay's market has its hours, and so has this one.
    paper: { symbols: ['EURUSD'], alwaysOpen: false },
    cells: {
      u1: { minScore: 0 },
      u2: { minProbability: 0, minConfidence: 0 },
      u3: { maxOpenPositions: 9, onePositionPerSymbol: false, opposite: 'allow' },
    },
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

/** An entry at the market every forty minutes, on both sides in turn; beyond three losses in a row no more would be taken. */
const entries = (stopPips: number): readonly Act[] =>
  Array.from({ length: 16 }, (_, turn): Act => {
    const up = turn % 2 === 0 ? 1 : -1;
    const direction = up === 1 ? 'BUY' : 'SELL';
    return {
      tick: turn * 160 + 9,
      signal: (ask, at) => ({
        ...{ signal_id: `s-${turn}`, symbol: 'EURUSD', timeframe: 'M5', pattern_type: 'M5_BOS', direction },
        timestamp: new Date(at).toISOString(),
        price_levels: {
          entry: ask,
          stop_loss: round(ask - up * stopPips * PIP),
          take_profit: round(ask + up * 4 * stopPips * PIP),
        },
      }),
    };
  });

/** News of the euro in the played time, which ends at `ms`. */
const calendarUntil = (ms: number): Calendar => {
  const events = [5, 2].map(
    (hours) => ({ at: ms - hours * 3_600_000, currency: 'EUR', impact: 'high', title: 'Rates' }) as const,
  );
  return { read: () => Promise.resolve({ source: 'a test', events, coversUntil: ms + 10 * 86_400_000, notes: [] }) };
};

type Move = { readonly at: number; readonly what: unknown };
/** Every move about open positions, in order, as the journal has them; ids are made of what else was recorded. */
const movesIn = (records: readonly JournalRecord[]): readonly Move[] =>
  records.flatMap((record) => {
    if (record.type !== 'order.intended' || record.payload.managed === undefined) return [];
    const { managed, signalId, request } = record.payload;
    const { clientOrderId: _own, deadlineAt: _until, ...asked } = request;
    return [{ at: record.at, what: [managed.rule, managed.text, signalId, asked] }];
  });
/** Live looks at the clock each second and hears that a candle closed, a replay with its next price. */
const BEAT_MS = 1_000;

/** When the prices end. */
const WEDNESDAY = Date.UTC(2026, 0, 7, 22, 30);
const FRIDAY = Date.UTC(2026, 0, 9, 21, 50);

// Parts, break-even and a stop that follows by R: see managed-like-live.test.ts.
test.each<[rule: string, rules: Rules, until: number, stopPips?: number]>([
  ['trailing', { trailing: 'atr', trailingStartR: 0.3, trailingDistance: 1.5 }, WEDNESDAY],
  ['trailing', { trailing: 'swing', trailingStartR: 0, trailingDistance: 0.1 }, WEDNESDAY],
  ['time_exit', { maxMinutes: 25 }, WEDNESDAY],
  ['max_adverse', { maxAdverseR: 0.5 }, WEDNESDAY],
  ['weakening', { weakeningPercent: 50 }, WEDNESDAY],
  ['session_end', { sessionEndMinutes: 30 }, WEDNESDAY, 40],
  ['friday_flat', { fridayFlatMinutes: 30 }, FRIDAY, 40],
  ['news_exit', { newsExitMinutes: 5 }, WEDNESDAY, 40],
])(
  '%s by %o: the same moves at the same moments in a replay and live on paper',
  { timeout: 240_000 },
  async (rule, rules, until, stopPips = 10) => {
    const bars = walkedBars(1_300, until);
    const [history, played] = [bars.slice(0, 600), bars.slice(600)];
    // None at the very moment a candle closes, at which live and replay may take the one or the other first.
    const ticks = played.flatMap((bar) => ticksOfBar(bar, POINT).map((tick) => ({ ...tick, at: tick.at + 500 })));
    const calendar = rule === 'news_exit' ? { calendar: calendarUntil(until) } : {};
    const story = { config: configured(rules), ticks, history, acts: entries(stopPips), ...calendar };
    const [past, now] = [movesIn(await replayed(story)), movesIn(await live(story))];
    const told = JSON.stringify(past.map(({ what }) => what));
    expect([past.length > 0, told.includes(`"${rule}"`)]).toEqual([true, true]);
    expect(now.map(({ what }) => what)).toEqual(past.map(({ what }) => what));
    for (const [i, { at }] of now.entries()) expect(Math.abs(at - (past[i]?.at ?? 0))).toBeLessThanOrEqual(BEAT_MS);
  },
);
