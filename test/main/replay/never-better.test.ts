import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { playBar } from '#main/replay/inside-bar.ts';
import type { Bar, Deal } from '#shared/domain';
import { requestOf, termsOf, type Terms } from './orders.ts';
import { barsFrom, brokerAt, POINT, priced, steps, turnings, wayThrough, type Broker, type Turning } from './ways.ts';

const terms = termsOf('market', 'limit', 'stop');

type End = { readonly equity: number; readonly deals: readonly Deal[]; readonly stops: ReadonlyMap<string, number> };

async function worth(orders: readonly Terms[], play: (broker: Broker) => void | Promise<void>): Promise<End> {
  const broker = await brokerAt(1.1);
  for (const [index, one] of orders.entries()) {
    const outcome = await broker.terminal.send(requestOf(one, index));
    if (outcome.kind !== 'confirmed') throw new Error(JSON.stringify(outcome));
  }
  await play(broker);
  const deals = await broker.terminal.deals(0);
  const stops = new Map(orders.map((one, index) => [`order-${index}`, requestOf(one, index).stopLoss]));
  return { equity: broker.terminal.replay.money().equity, deals, stops };
}

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
