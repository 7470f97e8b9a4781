import { expect, test } from 'vitest';
import type { Criterion } from '#shared/domain';
import { evaluate, questionOf } from '#engine/product-owner';
import { u1, u2, u3 } from '#engine/u-cells';
import { account, EURUSD, GBPUSD, position, signal } from '../rulebook/desk.ts';
import { draft, view, type ViewParts } from './view.ts';

const small = account({ balance: 900, equity: 900, freeMargin: 900 });
const SCENES: readonly ViewParts[] = [
  {},
  { facts: { account: account({ equity: 96_500 }) } },
  { facts: { account: account({ equity: 95_900 }) } },
  { facts: { account: small } },
  { facts: { account: account({ freeMargin: 30_000 }) } },
  { facts: { account: account({ balance: 0, equity: 0, freeMargin: 0 }) } },
  { facts: { positions: [position({ stopLoss: null })] } },
  {
    facts: {
      specs: [EURUSD, GBPUSD],
      positions: [position(), position({ ticket: '12', symbol: 'GBPUSD' }), position({ ticket: '13', symbol: 'GBPUSD' })],
    },
  },
  { facts: { positions: [position({ direction: 'SELL', stopLoss: 1.102 })] } },
  { facts: { quote: { symbol: 'EURUSD', bid: 1.15, ask: 1.1502, at: 0 } } },
  { facts: { quote: { symbol: 'EURUSD', bid: 1.09, ask: 1.0999, at: 4e12 } } },
  { config: ({ paper }) => void (paper.commissionPerLot = 200) },
  {
    config: ({ limits }) => {
      Object.assign(limits, {
        maxLotsPerOrder: 0.01,
        maxLotsPerSymbol: 0.01,
        maxLotsPerDay: 0.01,
        maxLeverage: 0.01,
        maxLeveragePerDay: 0.01,
      });
      Object.assign(limits, { maxEntriesPerMinute: 0, maxRequestsPerDay: 0 });
    },
  },
  { config: ({ cells }) => void Object.assign(cells.u3, { minRr: 9, maxOpenPositions: 0 }) },
  {
    config: ({ cells }) =>
      void (Object.assign(cells.u1, { minScore: 1 }), Object.assign(cells.u2, { minProbability: 0.99, minConfidence: 0.99 })),
  },
];

const NUMBER = /-?\d+(?:\.\d+)?/g;
/** Rounded by at most a hundredth of it. */
const isNear = (told: number, value: number): boolean => Math.abs(told - value) <= Math.abs(value) / 100;
/** A sentence has a number as it is, as money, as a percentage, or in seconds. */
const tells = (text: string, value: Criterion['limit']): boolean => {
  if (typeof value !== 'number') return true;
  const told = (text.replaceAll(/(\d),(?=\d)/g, '$1').match(NUMBER) ?? []).map(Number);
  const isRounded = told.some((number) => Math.abs(number - value) <= 0.005);
  return isRounded || [value, value * 100, value / 1000].some((of) => told.some((number) => isNear(number, of)));
};

const refusals = SCENES.flatMap((scene): Criterion[] => {
  const seen = view(scene);
  const asked = draft(signal());
  const question = questionOf(signal(), 'm5_bos', [], seen.state, seen.facts, seen.structure, seen.nowMs);
  return [...evaluate(question).criteria, ...[u1, u2, u3].flatMap((cell) => cell(asked, seen).criteria)];
}).filter(({ ok }) => !ok);

test('every refusal is a sentence with the number that was seen and the limit it met', () => {
  const codes = new Set(refusals.map(({ code }) => code));
  expect(codes.size).toBeGreaterThan(20);
  const bare = refusals.filter(
    ({ text, observed, limit }) => !tells(text, observed) || !tells(text, limit) || !text.endsWith('.'),
  );
  expect(bare.map(({ code, observed, limit, text }) => [code, observed, limit, text])).toEqual([]);
});
