import fc from 'fast-check';
import { expect, test } from 'vitest';
import { playMinute } from '#main/replay/inside-minute.ts';
import type { Bar, Quote } from '#shared/domain';
import { requestOf, termsOf, type Terms } from './orders.ts';
import { barOf, barsFrom, brokerAt, POINT, priced, turnings, wayThrough, type Broker, type Turning } from './ways.ts';

/** What two symbols do in one account: bars of each, and orders in each. */
type Story = { readonly bars: readonly Minute[]; readonly orders: readonly Ordered[] };
type Minute = readonly [Bar, Bar];
type Ordered = { readonly terms: Terms; readonly symbol: string };

const SYMBOLS = ['EURUSD', 'GBPUSD'] as const;
const MINUTES = 3;

const minutes: fc.Arbitrary<readonly Minute[]> = fc
  .tuple(barsFrom(fc.constant(0), 16, MINUTES), barsFrom(fc.constant(0), 16, MINUTES))
  .map(([one, other]) => one.slice(0, other.length).map((bar, index): Minute => [bar, { ...other[index]!, symbol: SYMBOLS[1] }]));
const storyOf = (...types: readonly Terms['type'][]): fc.Arbitrary<Story> =>
  fc.record({
    bars: minutes,
    orders: fc.array(fc.record({ terms: termsOf(...types), symbol: fc.constantFrom(...SYMBOLS) }), {
      minLength: 2,
      maxLength: 4,
    }),
  });

/** A way through both bars of each minute, and which of the two has the next price. */
const ways = fc.array(fc.tuple(turnings, turnings, fc.array(fc.boolean(), { minLength: 10, maxLength: 60 })), {
  ...{ minLength: MINUTES, maxLength: MINUTES },
});
type Way = readonly [Turning, Turning, readonly boolean[]];

type End = { readonly equity: number; readonly low: number };

async function worth(
  { orders }: Story,
  play: (broker: Broker, price: (tick: Quote) => void) => void | Promise<void>,
): Promise<End> {
  const broker = await brokerAt(1.1, SYMBOLS);
  for (const [index, { terms, symbol }] of orders.entries()) {
    const outcome = await broker.terminal.send(requestOf(terms, index, symbol));
    if (outcome.kind !== 'confirmed') throw new Error(JSON.stringify(outcome));
  }
  let low = Infinity;
  await play(broker, (tick) => {
    priced(broker, tick);
    low = Math.min(low, broker.terminal.replay.money().equity);
  });
  return { equity: broker.terminal.replay.money().equity, low };
}

const pessimistic = (story: Story): Promise<End> =>
  worth(story, async ({ terminal }, show) => {
    const price = (tick: Quote): Promise<void> => {
      show(tick);
      return Promise.resolve();
    };
    const play = { terminal, point: POINT, intrabar: 'pessimistic', price, contested: () => undefined } as const;
    for (const bars of story.bars) await playMinute(bars, () => play);
  });

/** Prices of both symbols, one or the other first, each in its own order. */
function mixed([one, other]: readonly (readonly Quote[])[], firsts: readonly boolean[]): readonly Quote[] {
  const [left, right] = [[...one!], [...other!]];
  const ticks: Quote[] = [];
  for (let index = 0; left.length > 0 || right.length > 0; index += 1) {
    const from = right.length === 0 || (left.length > 0 && firsts[index % firsts.length]!) ? left : right;
    const tick = from.shift()!;
    ticks.push({ ...tick, at: Math.max(tick.at, ticks.at(-1)?.at ?? 0) });
  }
  return ticks;
}

const byWay = (story: Story, taken: readonly Way[]): Promise<End> =>
  worth(story, (_broker, show) => {
    for (const [index, bars] of story.bars.entries()) {
      const [one, other, firsts] = taken[index]!;
      const ticks = mixed(
        bars.map((bar, side) => wayThrough(bar, side === 0 ? one : other)),
        firsts,
      );
      for (const tick of ticks) show(tick);
    }
  });

const RUNS = { seed: 20_261_130, numRuns: 1_000 };

test('two symbols in one account end no better than by any way through their bars', { timeout: 240_000 }, async () => {
  let worse = 0;
  await fc.assert(
    fc.asyncProperty(storyOf('market', 'limit', 'stop'), ways, async (story, taken) => {
      const [ours, way] = [await pessimistic(story), await byWay(story, taken)];
      expect(ours.equity).toBeLessThanOrEqual(way.equity + 0.005);
      if (ours.equity < way.equity - 0.005) worse += 1;
    }),
    RUNS,
  );
  expect(worse).toBeGreaterThan(RUNS.numRuns / 10);
});

test('nor does the account stand higher at its lowest than on any way, in whatever order the prices of both came', async () => {
  const seen = { lower: 0, both: 0 };
  await fc.assert(
    fc.asyncProperty(storyOf('market'), ways, async (story, taken) => {
      const [ours, way] = [await pessimistic(story), await byWay(story, taken)];
      expect(ours.low).toBeLessThanOrEqual(way.low + 0.005);
      if (ours.low < way.low - 0.005) seen.lower += 1;
      if (new Set(story.orders.map(({ symbol }) => symbol)).size === 2) seen.both += 1;
    }),
    RUNS,
  );
  expect(seen.lower).toBeGreaterThan(RUNS.numRuns / 10);
  expect(seen.both).toBeGreaterThan(RUNS.numRuns / 2);
}, 240_000);

test(
  'and orders that are dealt within a minute stand at the worst of it too, beside what was held',
  { timeout: 240_000 },
  async () => {
    let dealt = 0;
    // Of one side in a symbol: which of a buy and a sale that both wait is dealt first nobody can tell.
    const plain = fc.tuple(storyOf('market', 'limit', 'stop'), fc.boolean()).map(([{ bars, orders }, isBuyFirst]): Story => ({
      bars,
      orders: orders.map(({ terms, symbol }) => {
        const side = (symbol === SYMBOLS[0]) === isBuyFirst ? 'BUY' : 'SELL';
        return { symbol, terms: { ...terms, side, target: null } };
      }),
    }));
    await fc.assert(
      fc.asyncProperty(plain, ways, async (story, taken) => {
        const [ours, way] = [await pessimistic(story), await byWay(story, taken)];
        expect(ours.low).toBeLessThanOrEqual(way.low + 0.005);
        if (story.orders.some(({ terms }) => terms.type !== 'market')) dealt += 1;
      }),
      RUNS,
    );
    expect(dealt).toBeGreaterThan(RUNS.numRuns / 2);
  },
);

test('what is dealt at a bar’s first extreme still stands at its worst beside the other symbol’s second one', async () => {
  const far = { distance: 0.0004, back: 0, stop: 0.005, target: null } as const;
  // A rising bar with both sides in it dips first: its buys are dealt while the other symbol is still on its way up.
  const [euro, pound] = [barOf(0, [1.1, 1.1012, 1.0985, 1.101]), barOf(0, [1.1, 1.1002, 1.0988, 1.0988])];
  const order = (
    symbol: Ordered['symbol'],
    side: Terms['side'],
    type: Terms['type'],
    distance: number = far.distance,
  ): Ordered => ({
    ...{ symbol, terms: { ...far, side, type, distance } },
  });
  const story: Story = {
    bars: [[euro, { ...pound, symbol: SYMBOLS[1] }]],
    orders: [
      order('EURUSD', 'SELL', 'market'),
      ...Array.from({ length: 4 }, () => order('EURUSD', 'BUY', 'limit')),
      order('GBPUSD', 'BUY', 'market'),
      order('GBPUSD', 'BUY', 'stop', 0.0001),
    ],
  };
  const highFirst = { turns: [], at: 0, isLowFirst: false };
  const way = await byWay(story, [[highFirst, highFirst, [true, false]]]);
  expect((await pessimistic(story)).low).toBeLessThanOrEqual(way.low + 0.005);
});
