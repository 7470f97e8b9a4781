import { expect, test } from 'vitest';
import { fromEa } from '#shared/bridge';

/** Lines as a sound Expert Advisor writes them. */
const LINES = [
  { t: 'account', seq: 3, balance: 50_000, equity: 50_120.5, margin: 120, freeMargin: 50_000.5, level: 41_767.08 },
  { t: 'tick', seq: 3, sym: 'GBPUSD', bid: 1.2701, ask: 1.2703, ms: 1_754_312_400_000 },
  { t: 'bar', seq: 3, sym: 'GBPUSD', ms: 1_754_312_400_000, o: 1.27, h: 1.271, l: 1.269, c: 1.2705, vol: 88, spread: 2 },
  { t: 'operation', seq: 3, ticket: '81', kind: 'charge', amount: -7.5, ms: 1_754_312_400_000 },
  {
    ...{ t: 'position', seq: 3, ticket: '91', id: '91', sym: 'GBPUSD', side: 'BUY', vol: 0.2, open: 1.27, sl: 1.265, tp: 0 },
    ...{ cur: 1.2701, profit: 2, swap: -0.4, ms: 1_754_312_400_000, magic: '770', comment: '' },
  },
  {
    ...{ t: 'deal', seq: 3, ticket: '71', order: '61', position: '91', sym: 'GBPUSD', side: 'SELL', entry: 'out', vol: 0.2 },
    ...{ price: 1.28, profit: 200, commission: -1, swap: 0, ms: 1_754_312_400_000, reason: 'tp', magic: '770', comment: '' },
  },
] as const;

const taken = (line: object, field: string, number: string): boolean =>
  fromEa.safeParse(JSON.parse(JSON.stringify({ ...line, [field]: '@' }).replace('"@"', number))).success;

const NUMBERS = LINES.flatMap((line) =>
  Object.entries(line).flatMap(([field, value]) => (typeof value === 'number' ? [[line.t, field, line] as const] : [])),
);

test.each(LINES)('a sound $t is taken', (line) => expect(fromEa.safeParse(line).error).toBeUndefined());

test.each(NUMBERS)('a %s whose %s is no number is refused', (_type, field, line) => {
  expect(['1e999', '-1e999', '"NaN"', 'null'].filter((number) => taken(line, field, number))).toEqual([]);
});

test.each([
  [1, 'bid', '-1'],
  [1, 'ask', '-0.5'],
  [4, 'vol', '-0.2'],
  [4, 'ticket', '"123456789012345678901234"'],
  [5, 'price', '-1.28'],
] as const)('line %i with %s %s is refused', (line, field, value) => expect(taken(LINES[line], field, value)).toBe(false));
