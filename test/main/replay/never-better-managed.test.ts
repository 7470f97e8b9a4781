import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryJournal } from '#main/adapters/journal/index.ts';
import { createReplayTerminal, type PaperTerminal } from '#main/adapters/paper-broker/index.ts';
import { countingIds, virtualClock } from '#main/adapters/system/index.ts';
import { paperSymbol } from '#main/paper-broker/index.ts';
import { EquityTrack } from '#main/replay/equity-track.ts';
import { RateFeed } from '#main/replay/rates.ts';
import { ReplayCollector } from '#main/replay/replay-collector.ts';
import { ReplayPlayer, settled } from '#main/replay/replay-player.ts';
import { Runtime, RuntimeService } from '#main/runtime/index.ts';
import { parseConfig, type Config } from '#shared/config';
import type { Bar, Quote, Side } from '#shared/domain';
import { barOf, POINT, quoteOf, round, SPREAD, START, steps, turnings, wayThrough } from './ways.ts';

const R = 100 * POINT;
const LOG = { write: () => undefined };

type Asked = {
  readonly side: Side;
  readonly type: 'market' | 'limit' | 'stop' | 'stop_limit';
  readonly distance: number;
  readonly back: number;
};
type Story = {
  readonly management: object;
  readonly asked: readonly Asked[];
  readonly before: readonly number[];
  readonly bar: Bar;
};

const management = fc.record({
  breakEvenAtR: fc.constantFrom(null, 0.3, 0.5, 0.8),
  breakEvenOffsetR: fc.constantFrom(0, 0.1),
  trailing: fc.constantFrom('off', 'r'),
  trailingStartR: fc.constantFrom(0.5, 0.8),
  trailingDistance: fc.constantFrom(0.3, 0.5),
  trailingStepR: fc.constantFrom(0.1, 0.2),
  partials: fc.constantFrom([], [{ atR: 0.5, percent: 30 }], [{ atR: 0.4, percent: 50 }, { atR: 1, percent: 30 }]), // prettier-ignore
  maxAdverseR: fc.constantFrom(null, null, 0.4, 0.8),
});

const asked: fc.Arbitrary<Asked> = fc.record({
  side: fc.constantFrom<Side>('BUY', 'SELL'),
  type: fc.constantFrom<Asked['type']>('market', 'market', 'limit', 'stop', 'stop_limit'),
  distance: steps(4, 16),
  back: steps(0, 6),
});

/** Prices that came one after the other, and then a bar of which only the outside is known. */
const story: fc.Arbitrary<Story> = fc
  .record({
    management,
    asked: fc.array(asked, { minLength: 1, maxLength: 2 }),
    before: fc.array(fc.integer({ min: -12, max: 12 }), { maxLength: 5 }),
    ...{ up: steps(0, 30), down: steps(0, 30), close: fc.double({ min: 0, max: 1, noNaN: true }) },
  })
  .map(({ before: moves, up, down, close: share, management: rules, ...rest }) => {
    let bid = 1.1;
    // Step by step, so that what waits is filled at its level, and each R stays on the grid.
    const before = moves.flatMap((move) =>
      Array.from({ length: Math.abs(move) }, () => (bid = round(bid + Math.sign(move) * 5 * POINT))),
    );
    const [high, low] = [round(bid + up), round(bid - down)];
    const close = round(low + Math.round(((high - low) * share) / (5 * POINT)) * 5 * POINT);
    // Whether a stop-limit order was filled is judged by its stop and by the close alone, and not by the rules that would follow.
    const isTurning = rest.asked.some(({ type }) => type === 'stop_limit');
    // Against each other they are managed as they are held: an order that waits on the other side has rules of its own once filled.
    const isMixed = new Set(rest.asked.map(({ side }) => side)).size === 2;
    const all = isMixed ? rest.asked.map((one) => ({ ...one, type: 'market' as const })) : rest.asked;
    return {
      ...rest,
      asked: all,
      management: isTurning && !isMixed ? {} : rules,
      before,
      bar: barOf(1, [bid, high, low, close]),
    };
  });

function configured(rules: object): Config {
  const profile = { sessions: ['any'], maxConcurrent: 9, maxDailyRiskPercent: 50, riskPercent: 0.5, management: rules };
  const parsed = parseConfig({
    approvals: { mode: 'auto' },
    strategies: { m5_bos: profile, m1_retest: profile },
    detector: { enabled: false },
    paper: { symbols: ['EURUSD'], alwaysOpen: true, slippagePoints: 0 },
    cells: {
      u1: { minScore: 0 },
      u2: { minProbability: 0, minConfidence: 0 },
      u3: { maxOpenPositions: 9, onePositionPerSymbol: false, opposite: 'allow' },
    },
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

function signalOf({ side, type, distance, back }: Asked, index: number): object {
  const up = side === 'BUY' ? 1 : -1;
  const market = side === 'BUY' ? 1.1 + SPREAD * POINT : 1.1;
  const price = round(market + (type === 'limit' ? -up : up) * distance);
  const entry = type === 'market' ? market : type === 'stop_limit' ? round(price - up * back) : price;
  return {
    ...{ signal_id: `s-${index}`, symbol: 'EURUSD', timeframe: 'M5', pattern_type: 'M5_BOS', direction: side },
    timestamp: new Date(START).toISOString(),
    ...(type === 'market' ? {} : { order_type: type, valid_for: 3_600 }),
    ...(type === 'stop_limit' ? { price } : {}),
    price_levels: { entry: round(entry), stop_loss: round(entry - up * R), take_profit: round(entry + up * 2.5 * R) },
  };
}

type Told = { readonly equity: number; readonly orders: number; readonly moves: number };

async function told(
  { management: rules, asked: signals, before }: Story,
  play: (player: ReplayPlayer) => Promise<void>,
): Promise<Told> {
  const clock = virtualClock(START - 60_000);
  const journal = memoryJournal({});
  const config = configured(rules);
  const file = { name: 'EURUSD_M1.csv', kind: 'bars' } as const;
  const terminal: PaperTerminal = createReplayTerminal({ config: config.paper, clock, file, symbols: ['EURUSD'] });
  const runtime = new Runtime({
    ...{ clock, ids: countingIds('run'), journal, terminal, log: LOG, notifier: { critical: () => undefined } },
    ...{ model: null, calendar: null, run: 'run', version: '0', mode: 'replay', config, previous: null },
    ...{ pulseMs: 6 * 3_600_000, refreshMs: 6 * 3_600_000, warmUpBars: 0 },
    onBug: (error) => {
      throw error;
    },
  });
  const service = new RuntimeService({
    ...{ runtime, setup: null, rehearsal: null, sign: () => '' },
    loopLag: () => ({ p50: null, p99: null, max: null }),
  });
  await settled(clock, runtime, runtime.start([]));
  const player = new ReplayPlayer({
    ...{ clock, runtime, terminal, specs: [paperSymbol('EURUSD')!], rateFeed: new RateFeed([]), track: new EquityTrack() },
    ...{ told: new ReplayCollector(runtime, terminal), rearm: 'never', intrabar: 'pessimistic' },
  });
  await player.playTicks([{ symbol: 'EURUSD', rows: [quoteOf(1.1, START - 1_000)] }]);
  for (const [index, one] of signals.entries()) {
    const body = JSON.stringify(signalOf(one, index));
    void service.submit({ source: 'webhook', body, receivedAt: START, traceId: `t-${index}`, nonce: null });
    await settled(clock, runtime);
  }
  const rows = before.map((bid, index) => quoteOf(bid, START + 1_000 + index * 400));
  if (rows.length > 0) await player.playTicks([{ symbol: 'EURUSD', rows }]);
  await play(player);
  const records = journal.read(0, Number.MAX_SAFE_INTEGER);
  const intents = records.filter(({ type }) => type === 'order.intended').length;
  const moves = records.filter((one) => one.type === 'order.intended' && one.payload.managed !== undefined).length;
  return { equity: terminal.replay.money().equity, orders: intents - moves, moves };
}

const RUNS = { seed: 20_261_130, numRuns: 300 };

test(
  'a bar is never better than any way through it, whatever stood before it: rules that move stops, close parts and give up',
  { timeout: 300_000 },
  async () => {
    const seen = { worse: 0, moves: 0, orders: 0 };
    await fc.assert(
      fc.asyncProperty(story, turnings, async (one, turning) => {
        const way: readonly Quote[] = wayThrough(one.bar, turning);
        const ours = await told(one, (player) => player.playBars([{ symbol: 'EURUSD', rows: [one.bar] }]));
        const real = await told(one, (player) => player.playTicks([{ symbol: 'EURUSD', rows: way }]));
        expect(ours.equity).toBeLessThanOrEqual(real.equity + 0.005);
        if (ours.equity < real.equity - 0.005) seen.worse += 1;
        seen.moves += real.moves;
        seen.orders += real.orders;
      }),
      RUNS,
    );
    expect(seen.orders).toBeGreaterThan(RUNS.numRuns);
    expect(seen.moves).toBeGreaterThan(RUNS.numRuns / 4);
    expect(seen.worse).toBeGreaterThan(RUNS.numRuns / 20);
  },
);
