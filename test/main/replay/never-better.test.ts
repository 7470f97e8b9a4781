import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { playBar } from '#main/replay/inside-bar.ts';
import type { Bar, Deal, OrderRequest, PendingTerms, Side } from '#shared/domain';
import {
  barsFrom,
  brokerAt,
  POINT,
  priced,
  round,
  SPREAD,
  START,
  steps,
  turnings,
  wayThrough,
  type Broker,
  type Turning,
} from './ways.ts';

type Terms = {
  readonly side: Side;
  readonly type: PendingTerms['type'] | 'market';
  /** Of what waits, from the market. */
  readonly distance: number;
  /** From the stop of a stop-limit order back to its limit. */
  readonly back: number;
  readonly stop: number;
  readonly target: number | null;
};

const terms: fc.Arbitrary<Terms> = fc.record({
  side: fc.constantFrom<Side>('BUY', 'SELL'),
  type: fc.constantFrom<Terms['type']>('market', 'limit', 'stop'),
  distance: steps(2, 10),
  back: steps(0, 6),
  stop: steps(5, 14),
  target: fc.option(steps(5, 14)),
});

function requestOf({ side, type, distance, back, stop, target }: Terms, index: number): OrderRequest {
  const up = side === 'BUY' ? 1 : -1;
  const market = side === 'BUY' ? 1.1 + SPREAD * POINT : 1.1;
  const price = round(market + (type === 'limit' ? -up : up) * distance);
  const stopLimit = type === 'stop_limit' ? round(price - up * back) : null;
  const entry = type === 'market' ? market : (stopLimit ?? price);
  return {
    ...{ op: 'open', clientOrderId: `order-${index}`, symbol: 'EURUSD', side, volume: 1, deviationPoints: 0, magic: 1 },
    ...{ stopLoss: round(entry - up * stop), takeProfit: target === null ? null : round(entry + up * target) },
    ...(type === 'market' ? {} : { pending: { type, price, stopLimit, expiresAt: null } }),
    deadlineAt: START,
  };
}

type End = { readonly equity: number; readonly deals: readonly Deal[]; readonly stops: ReadonlyMap<string, number> };

async function worth(orders: readonly Terms[], play: (broker: Broker) => void | Promise<void>): Promise<End> {
  const broker = await brokerAt(1.1);
  for (const [index, one] of orders.entries()) {
    const outcome = await broker.terminal.send(requestOf(one, index));
    if (outcome.kind !== 'confirmed') throw new Error(JSON.stringify(outcome));
  }
  await play(broker);
  const deals = await broker.terminal.deals(0);
  const stops = new Map(orders.map((one, index) => [`order-${index}`, stopOf(requestOf(one, index))]));
  return { equity: broker.terminal.replay.money().equity, deals, stops };
}
const stopOf = (request: OrderRequest): number => (request.op === 'open' ? request.stopLoss : 0);

const pessimistic = (bars: readonly Bar[], orders: readonly Terms[]): Promise<End> =>
  worth(orders, async (broker) => {
    const price = (tick: Parameters<typeof priced>[1]): Promise<void> => {
      priced(broker, tick);
      return Promise.resolve();
    };
    const play = { terminal: broker.terminal, point: POINT, intrabar: 'pessimistic', price, contested: () => undefined } as const;
    for (const bar of bars) await playBar(bar, play);
  });

const byWay = (bars: readonly Bar[], orders: readonly Terms[], ways: readonly Turning[]): Promise<End> =>
  worth(orders, (broker) => {
    for (const [index, bar] of bars.entries()) for (const tick of wayThrough(bar, ways[index]!)) priced(broker, tick);
  });

/** What gaps took beyond the stops, account currency: the way kept what the replay had stopped, and the market opened beyond it. */
function beyondStops({ deals, stops }: End): number {
  const owner = new Map(deals.filter(({ entry }) => entry === 'in').map((deal) => [deal.position, deal.clientOrderId]));
  return deals
    .filter(({ reason }) => reason === 'sl')
    .reduce((sum, { position, price, volume }) => {
      const stop = stops.get(owner.get(position) ?? '') ?? price;
      return sum + Math.abs(price - stop) * volume * 100_000;
    }, 0);
}

const RUNS = { seed: 20_261_130, numRuns: 1_000 };
const orders = fc.array(terms, { minLength: 1, maxLength: 3 });
const ways = fc.array(turnings, { minLength: 5, maxLength: 5 });

describe('the pessimistic replay is never better than any way through its bars', { timeout: 240_000 }, () => {
  test('of bars that join: market orders and all that wait, several at once and against each other', async () => {
    let worse = 0;
    await fc.assert(
      fc.asyncProperty(barsFrom(fc.constant(0), 16, 5), orders, ways, async (bars, asked, turns) => {
        const [ours, way] = [await pessimistic(bars, asked), await byWay(bars, asked, turns)];
        expect(ours.equity).toBeLessThanOrEqual(way.equity + 0.005);
        if (ours.equity < way.equity - 0.005) worse += 1;
      }),
      RUNS,
    );
    expect(worse).toBeGreaterThan(RUNS.numRuns / 10);
  });

  test('of bars with gaps, but for what a gap takes beyond a stop that the way still had', async () => {
    let plain = 0;
    await fc.assert(
      fc.asyncProperty(barsFrom(steps(-8, 8), 12, 5), orders, ways, async (bars, asked, turns) => {
        const [ours, way] = [await pessimistic(bars, asked), await byWay(bars, asked, turns)];
        const extra = Math.max(0, beyondStops(way) - beyondStops(ours));
        if (extra < 0.005) plain += 1;
        expect(ours.equity).toBeLessThanOrEqual(way.equity + extra + 0.005);
      }),
      RUNS,
    );
    expect(plain).toBeGreaterThan(RUNS.numRuns * 0.7);
  });
});
