import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { playMinute } from '#main/replay/inside-minute.ts';
import type { Bar, Deal, Quote } from '#shared/domain';
import { requestOf, termsOf, type Terms } from './orders.ts';
import { barsFrom, brokerAt, POINT, priced, steps, turnings, wayThrough, type Broker, type Turning } from './ways.ts';

const terms = termsOf('market', 'limit', 'stop');

type End = {
  readonly equity: number;
  /** The account's equity at its lowest. */
  readonly low: number;
  readonly deals: readonly Deal[];
  readonly stops: ReadonlyMap<string, number>;
};

async function worth(
  orders: readonly Terms[],
  play: (broker: Broker, price: (tick: Quote) => void) => void | Promise<void>,
): Promise<End> {
  const broker = await brokerAt(1.1);
  for (const [index, one] of orders.entries()) {
    const outcome = await broker.terminal.send(requestOf(one, index));
    if (outcome.kind !== 'confirmed') throw new Error(JSON.stringify(outcome));
  }
  let low = Infinity;
  await play(broker, (tick) => {
    priced(broker, tick);
    low = Math.min(low, broker.terminal.replay.money().equity);
  });
  const deals = await broker.terminal.deals(0);
  const stops = new Map(orders.map((one, index) => [`order-${index}`, requestOf(one, index).stopLoss]));
  return { equity: broker.terminal.replay.money().equity, low, deals, stops };
}

const pessimistic = (bars: readonly Bar[], orders: readonly Terms[]): Promise<End> =>
  worth(orders, async ({ terminal }, show) => {
    const price = (tick: Quote): Promise<void> => {
      show(tick);
      return Promise.resolve();
    };
    const play = { terminal, point: POINT, intrabar: 'pessimistic', price, contested: () => undefined } as const;
    for (const bar of bars) await playMinute([bar], () => play);
  });

const byWay = (bars: readonly Bar[], orders: readonly Terms[], ways: readonly Turning[]): Promise<End> =>
  worth(orders, (_broker, show) => {
    for (const [index, bar] of bars.entries()) for (const tick of wayThrough(bar, ways[index]!)) show(tick);
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

  test('nor does the account stand higher at its lowest, where a floor may lie, with targets that a kinder way takes first', async () => {
    const seen = { lower: 0, targets: 0 };
    const held = fc.array(termsOf('market'), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(barsFrom(fc.constant(0), 16, 5), held, ways, async (bars, asked, turns) => {
        const [ours, way] = [await pessimistic(bars, asked), await byWay(bars, asked, turns)];
        expect(ours.low).toBeLessThanOrEqual(way.low + 0.005);
        if (ours.low < way.low - 0.005) seen.lower += 1;
        if (ours.deals.some(({ reason }) => reason === 'tp')) seen.targets += 1;
      }),
      RUNS,
    );
    expect(seen.lower).toBeGreaterThan(RUNS.numRuns / 10);
    expect(seen.targets).toBeGreaterThan(RUNS.numRuns / 10);
  });
});
