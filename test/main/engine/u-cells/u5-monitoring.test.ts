import { describe, expect, it } from 'vitest';
import { rule, type ClosedTrade, type StageDecision } from '#shared/domain';
import { NO_PERFORMANCE, type SignalLife } from '#shared/projection';
import { capabilityOf, reviewTrade } from '#engine/u-cells';
import { cockpit, entry, NOW } from '../rulebook/desk.ts';
import { failed, life } from './view.ts';

const trade = (part: Partial<ClosedTrade> = {}): ClosedTrade => ({
  ticket: '11',
  signalId: 's1',
  strategyId: 'm5_bos',
  symbol: 'EURUSD',
  side: 'BUY',
  volume: 1,
  entry: 1.10013,
  exit: 1.0991,
  openedAt: NOW,
  closedAt: NOW + 90_000,
  pnl: -107,
  r: -1,
  reason: 'sl',
  ...part,
});
const u4Decision: StageDecision = {
  stage: 'u4',
  verdict: 'passed',
  at: NOW,
  ms: 0,
  criteria: [],
  findings: { entry: 1.1001, pip: 1e-4 },
};
const closed = (of: ClosedTrade, clientOrderId = 'C1'): SignalLife =>
  life({ signalId: of.signalId ?? '', orders: [clientOrderId], decisions: [u4Decision], trade: of });

describe('U5', () => {
  it('reviews a closed trade', () => {
    const of = trade();
    const state = cockpit(({ orders, signals, performance }) => {
      orders.set('C1', entry({ state: 'confirmed', sentAt: NOW, resolvedAt: NOW + 140 }));
      signals.set('s1', closed(of));
      performance.set('all', { ...NO_PERFORMANCE, trades: 1, losses: 1, losingStreak: 1 });
    });
    expect(reviewTrade({ trade: of, life: closed(of), state })).toEqual({
      verdict: 'passed',
      criteria: [
        rule({
          code: 'losing_streak',
          ok: true,
          observed: 1,
          limit: 3,
          hard: true,
          text: '1 losses in a row, new entries are blocked at 3.',
        }),
      ],
      findings: {
        r: -1,
        pnl: -107,
        durationMs: 90_000,
        slippagePips: 0.3,
        latencyMs: 140,
        losingStreak: 1,
        cpkLatency: null,
        cpkSlippage: null,
        cpkWonR: null,
      },
      block: null,
    });
  });

  it.each([
    ['two losses', 2, -10, null],
    ['three', 3, -10, 'losing_streak'],
    ['re-armed, a fourth', 4, -10, null],
    ['three more', 6, -10, 'losing_streak'],
    ['a win', 0, 10, null],
    ['a zero after three', 3, 0, null],
  ])('%s in a row', (_, losingStreak, pnl, code) => {
    const of = trade({ pnl });
    const state = cockpit(({ performance }) => void performance.set('all', { ...NO_PERFORMANCE, losingStreak }));
    const review = reviewTrade({ trade: of, life: closed(of), state });
    expect([review.block?.code ?? null, review.verdict]).toEqual([code, code === null ? 'passed' : 'refused']);
  });

  it('reports a process that wanders, once thirty trades show it', () => {
    const state = cockpit((of) => {
      const many = Array.from({ length: 30 }, (_, index) =>
        trade({ signalId: `s${index}`, r: 2 + (index % 2), entry: 1.1001 + (index % 3) * 1e-5 }),
      );
      of.trades = many;
      many.forEach((one, index) => {
        of.signals.set(`s${index}`, closed(one, `C${index}`));
        of.orders.set(
          `C${index}`,
          entry({ clientOrderId: `C${index}`, state: 'confirmed', sentAt: NOW, resolvedAt: NOW + 100 + (index % 5) * 400 }),
        );
      });
    });
    const review = reviewTrade({ trade: trade(), life: closed(trade()), state });
    expect(failed(review.criteria)).toEqual(['cpk_latency', 'cpk_won_r']);
    expect(review.verdict).toBe('passed');
    expect(review.criteria[1]?.text).toBe('Cpk of order latency is 0.06 over 30 trades, minimum 1.67.');
  });

  it('without a quote on record says nothing of slippage', () => {
    const bare = life({ trade: trade() });
    expect(reviewTrade({ trade: trade(), life: bare, state: cockpit() }).findings).toMatchObject({
      slippagePips: null,
      latencyMs: null,
    });
  });
});

describe('process capability', () => {
  const values = Array.from({ length: 30 }, (_, index) => (index % 2 === 0 ? 9 : 11));
  it('of both limits, of one, and of too little', () => {
    const sigma = Math.sqrt(30 / 29);
    expect(capabilityOf(values, { lower: 4, upper: 20 })).toEqual({
      samples: 30,
      mean: 10,
      cp: expect.closeTo(16 / (6 * sigma), 9),
      cpk: expect.closeTo(6 / (3 * sigma), 9),
    });
    expect(capabilityOf(values, { lower: null, upper: 20 })).toEqual({
      samples: 30,
      mean: 10,
      cp: null,
      cpk: expect.closeTo(10 / (3 * sigma), 9),
    });
    expect([
      capabilityOf(values.slice(1), { lower: 4, upper: 20 }),
      capabilityOf(
        values.map(() => 0.1),
        { lower: 0, upper: 1 },
      ),
      capabilityOf(values, { lower: null, upper: null }),
    ]).toEqual([null, null, null]);
  });
});
