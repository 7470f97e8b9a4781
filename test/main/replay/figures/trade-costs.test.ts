import { expect, it } from 'vitest';
import { memoryJournal } from '#main/adapters/journal/index.ts';
import { priceCosts } from '#main/replay/figures/index.ts';
import { replayHistory } from '#main/replay/index.ts';
import { parseConfig } from '#shared/config';
import type { Deal, SymbolSpec } from '#shared/domain';
import type { ReadonlyCockpit } from '#shared/projection';
import { walkedBars } from '#test/bench/world/prices.ts';

const spec = { point: 0.00001, tickSize: 0.00001, tickValueLoss: 1 } as SymbolSpec;
const quote = { symbol: 'EURUSD', bid: 1.1, ask: 1.1002, at: 0 };
const dealOf = (changes: Partial<Deal>): Deal => ({
  ...{ ticket: '2', order: '1', position: '1', symbol: 'EURUSD', direction: 'BUY', entry: 'in', volume: 0.5, price: 1.1002 },
  ...{ profit: 0, commission: 0, swap: 0, at: 0, reason: 'expert', clientOrderId: 'A', magic: 1 },
  ...changes,
});
/** A ledger with a stop at 1.099, and an order that waited at 1.1. */
const cockpit = {
  positions: new Map([['1', { position: { stopLoss: 1.099 } }]]),
  orders: new Map([['P', { request: { op: 'open', pending: { type: 'stop', price: 1.1, stopLimit: null } } }]]),
} as unknown as ReadonlyCockpit;
const costs = (changes: Partial<Deal>) => {
  const found = priceCosts(dealOf(changes), { quote, spec, cockpit })!;
  return [found.spread, found.slippage].map((value) => Number(value.toFixed(6)) + 0);
};

// 20 points of spread, half with each deal, for half a lot at 1 a point and lot: 5. The slippage in points is in the name.
it.each([
  ['at the quote', {}, [-5, 0]],
  ['3 points above the ask', { price: 1.10023 }, [-5, -1.5]],
  ['3 points under the bid', { direction: 'SELL', price: 1.09997 }, [-5, -1.5]],
  ['a stop of a buy, 4 points beyond', { direction: 'SELL', entry: 'out', reason: 'sl', price: 1.09896 }, [-5, -2]],
  ['a stop at its level, wherever the quote is', { direction: 'SELL', entry: 'out', reason: 'sl', price: 1.099 }, [-5, 0]],
  ['a target', { direction: 'SELL', entry: 'out', reason: 'tp', price: 1.12 }, [-5, 0]],
  ['an order that waited, 6 points beyond its level', { clientOrderId: 'P', price: 1.10006 }, [-5, -3]],
] as const)('%s', (_name, changes, expected) => expect(costs(changes as Partial<Deal>)).toEqual(expected));

it('is not made up where the symbol or its quote is not known', () => {
  expect([
    priceCosts(dealOf({}), { quote: null, spec, cockpit }),
    priceCosts(dealOf({}), { quote, spec: null, cockpit }),
  ]).toEqual([null, null]);
});

it(
  'a wider spread and more slippage of a replay are told as such, and all lines together are the result',
  { timeout: 120_000 },
  async () => {
    const told = async (spreadPoints: number, slippagePoints: number) => {
      const profile = { sessions: ['any'] };
      const parsed = parseConfig({
        strategies: { m5_bos: profile, m1_retest: profile },
        cells: { u1: { minScore: 0.5 }, u2: { minProbability: 0.3, minConfidence: 0.3 } },
        paper: { slippagePoints },
      });
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
      const bars = walkedBars(1_500, Date.UTC(2026, 0, 9, 12)).map((bar) => ({ ...bar, spreadPoints }));
      const { trades } = await replayHistory({
        ...{
          file: 'EURUSD_M1.csv',
          prices: { kind: 'bars', series: [{ symbol: 'EURUSD', rows: bars }] },
          history: [],
          specs: [],
          rearm: 'daily',
        },
        ...{ config: parsed.value, journal: memoryJournal({}), log: { write: () => undefined } },
      });
      return trades;
    };
    const [exact, slipping] = [await told(4, 0), await told(8, 6)];
    expect(Math.min(exact.length, slipping.length)).toBeGreaterThan(0);
    for (const [trades, points, most] of [
      [exact, 4, 0],
      [slipping, 8, 6],
    ] as const)
      // prettier-ignore
      for (const { spread, slippage, move, gross, commission, swap, pnl, pointMoney } of trades) {
      expect(spread).toBeCloseTo(-points * pointMoney!, 1);
      expect(-slippage).toBeLessThanOrEqual(2 * most * pointMoney! + 0.02);
      expect(move + spread + slippage + commission + swap).toBeCloseTo(pnl, 2);
      expect(move + spread + slippage).toBeCloseTo(gross, 6);
    }
    expect(slipping.some(({ slippage }) => slippage < 0)).toBe(true);
  },
);
