import { describe, expect, test } from 'vitest';
import {
  balanceAt,
  DayWitness,
  firmOf,
  floorsOf,
  nextPragueMidnight,
  pragueMidnight,
  type Books,
} from '#main/simulation/witness/index.ts';
import { deal, said } from './said.ts';

const at = (iso: string): number => Date.parse(iso);
const MIDNIGHT = at('2025-07-08T22:00:00Z');
const NOON = at('2025-07-09T10:00:00Z');
const CAPITAL = { firm: { dailyPct: 5, totalPct: 10 }, initialBalance: 40_000 };
const books = (changes: Partial<Books> = {}): Books => ({
  balance: 40_000,
  equity: 40_000,
  deals: [],
  operations: [],
  ...changes,
});

describe("the firm's midnight by true time", () => {
  test.each([
    ['in summer', '2025-07-09T10:00:00Z', '2025-07-08T22:00:00Z', '2025-07-09T22:00:00Z'],
    ['in winter', '2025-01-20T22:59:59Z', '2025-01-19T23:00:00Z', '2025-01-20T23:00:00Z'],
    ['at midnight itself', '2025-07-08T22:00:00Z', '2025-07-08T22:00:00Z', '2025-07-09T22:00:00Z'],
    ['on the day of 23 hours', '2026-03-29T12:00:00Z', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'],
    ['on the day of 25 hours', '2026-10-25T12:00:00Z', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'],
  ])('%s', (_name, now, from, to) => {
    expect([pragueMidnight(at(now)), nextPragueMidnight(at(now))]).toEqual([at(from), at(to)]);
  });
});

describe('floors from the books', () => {
  const moved = books({
    balance: 39_210,
    deals: [deal(MIDNIGHT - 1, { profit: 300 }), deal(MIDNIGHT, { profit: -700, commission: -4, swap: -6 })],
    operations: [
      { ticket: 'a', at: NOON, amount: 500, kind: 'transfer' },
      { ticket: 'b', at: NOON, amount: -10, kind: 'charge' },
    ],
  });

  test('the balance of a moment is the balance now without what moved it since', () => {
    expect([balanceAt(moved, MIDNIGHT), balanceAt(moved, MIDNIGHT - 1), balanceAt(moved, NOON + 1)]).toEqual([
      39_430, 39_130, 39_210,
    ]);
  });

  test("money paid in moves the day's floor and lifts the account's; a charge is a loss", () => {
    expect(floorsOf(moved, NOON, CAPITAL)).toEqual({ day: 39_430 + 500 - 2_000, total: 36_500, tomorrow: 37_210, gap: 400 });
    const out = books({ operations: [{ ticket: 'a', at: NOON, amount: -800, kind: 'transfer' }] });
    expect(floorsOf(out, NOON, CAPITAL)).toMatchObject({ day: 40_800 - 800 - 2_000, total: 36_000 });
  });
});

test('only a firm that the witnesses have a page of is judged', () => {
  expect([
    firmOf({ preset: 'ftmo-2-step', custom: null }),
    firmOf({ preset: 'another', custom: null }),
    firmOf({ preset: 'ftmo-2-step', custom: {} }),
  ]).toEqual([{ dailyPct: 5, totalPct: 10 }, null, null]);
});

describe('the day in use', () => {
  const day = { anchorAt: MIDNIGHT, from: 40_000 };
  const sight = { nowMs: NOON, books: books(), open: 1, day, isClosing: false };
  const begun = () => {
    const heard = said();
    return { heard, witness: new DayWitness(heard.report, CAPITAL) };
  };
  const looks = (witness: DayWitness, count: number, changes: object): void => {
    for (let i = 0; i < count; i += 1) witness.look({ ...sight, ms: 500, ...changes });
  };

  test('yesterday anchored is told when the next look at the clock leaves it; a PC clock that is two seconds off is not', () => {
    const { heard, witness } = begun();
    const balance = 40_000;
    const early = { anchorAt: MIDNIGHT - 86_400_000, resetsAt: MIDNIGHT, balance };
    const right = { anchorAt: MIDNIGHT, resetsAt: MIDNIGHT + 86_400_000, balance };
    witness.anchored(right, MIDNIGHT - 1_900);
    looks(witness, 4, {});
    witness.anchored(early, MIDNIGHT + 3_600_000);
    looks(witness, 3, {});
    witness.anchored(right, MIDNIGHT + 3_601_500);
    looks(witness, 4, {});
    expect(heard.rules).toEqual([]);
    witness.anchored(early, NOON);
    looks(witness, 40, { ms: 0 });
    looks(witness, 3, {});
    expect(heard.rules).toEqual([]);
    looks(witness, 2, {});
    expect(heard.rules).toEqual(['I5']);
  });

  test('a day that does not end at the midnight after its beginning is told at once', () => {
    const { heard, witness } = begun();
    witness.anchored({ anchorAt: MIDNIGHT, resetsAt: MIDNIGHT + 90_000_000, balance: 40_000 }, NOON);
    expect(heard.rules).toEqual(['I5']);
  });

  test('yesterday is measured from no longer than five seconds of seeing', () => {
    const { heard, witness } = begun();
    looks(witness, 10, { day: { anchorAt: MIDNIGHT - 86_400_000, from: 40_000 } });
    looks(witness, 5, { day: { anchorAt: MIDNIGHT - 86_400_000, from: 40_000 }, ms: 0 });
    expect(heard.rules).toEqual([]);
    looks(witness, 11, { day: { anchorAt: MIDNIGHT - 86_400_000, from: 40_000 } });
    expect(heard.rules[0]).toBe('I5');
  });

  test('a day that is measured from less than the firm measures it from', () => {
    const { heard, witness } = begun();
    const lost = books({ balance: 39_600, equity: 39_600, deals: [deal(NOON, { profit: -400 })] });
    looks(witness, 140, { books: lost, day: { anchorAt: MIDNIGHT, from: 40_000 } });
    expect(heard.rules).toEqual([]);
    looks(witness, 140, { books: lost, day: { anchorAt: MIDNIGHT, from: 39_600 } });
    expect(heard.texts[0]).toBe('The day is measured from 39600.00, by the firm from 40000.00');
  });

  test('within the last fifth everything is closed, and not before', () => {
    const { heard, witness } = begun();
    witness.closesAll(books({ equity: 38_400 }), NOON);
    expect(heard.rules).toEqual([]);
    witness.closesAll(books({ equity: 38_401 }), NOON);
    expect(heard.rules).toEqual(['I5']);
    looks(witness, 12, { books: books({ equity: 38_390 }), isClosing: true });
    looks(witness, 12, { books: books({ equity: 38_390 }), open: 0 });
    expect(heard.rules).toEqual(['I5']);
    looks(witness, 12, { books: books({ equity: 38_390 }) });
    expect(heard.texts[1]).toContain('1 are open and not being closed');
  });

  test('an open loss that midnight would turn into a breach may be closed two minutes before it', () => {
    const { heard, witness } = begun();
    const won = books({ balance: 41_000, equity: 38_990, deals: [deal(NOON, { profit: 1_000 })] });
    witness.closesAll(won, MIDNIGHT + 86_400_000 - 100_000);
    expect(heard.rules).toEqual([]);
    witness.closesAll(won, MIDNIGHT + 86_400_000 - 300_000);
    expect(heard.rules).toEqual(['I5']);
  });
});
