import { describe, expect, it } from 'vitest';
import { balanceAt, entryRoom, gapBuffer, levelAtReset, levelAtSwap, limitUse, nearerFloor, stopLevel } from '#engine/rulebook';
import { swapDue } from '../../../../main/engine/rulebook/swap-due.ts';
import type { Position } from '#shared/domain';
import type { RoomView } from '#shared/events';
import { exitDeal, position, SHARES } from './desk.ts';

/** A firm of 5,000 a day and 10,000 in all; soft stop at 60 %, hard stop at 80 %, so a fifth of the day's limit is kept free. */
const room = (part: Partial<RoomView> = {}): RoomView => ({
  dayFloor: 95_000,
  dayRoom: 5_000,
  dayLimit: 5_000,
  totalFloor: 90_000,
  totalRoom: 10_000,
  totalLimit: 10_000,
  openRisk: 0,
  reserved: 0,
  resetsAt: 0,
  ...part,
});

describe('the use of the limits', () => {
  it.each<[Partial<RoomView>, number, 'day' | 'all', number]>([
    [{}, 0, 'day', 5_000],
    [{ dayRoom: 6_000 }, 0, 'day', 5_000],
    [{ dayRoom: 2_000 }, 60, 'day', 5_000],
    [{ dayRoom: -500 }, 110, 'day', 5_000],
    [{ dayLimit: 0 }, 100, 'day', 0],
    [{ dayRoom: 2_000, totalRoom: 1_000, beganWith: 4_000 }, 75, 'all', 4_000],
    [{ dayRoom: 1_000, totalRoom: 1_000, beganWith: 4_000 }, 80, 'day', 5_000],
    [{ dayRoom: 1_000, totalRoom: 800, beganWith: 4_000 }, 80, 'all', 4_000],
    [{ hasNoDayLimit: true, dayRoom: 0, totalRoom: 4_000, beganWith: 4_000 }, 0, 'all', 4_000],
  ])('%j: %d %% of %s', (part, pct, of, limit) => {
    const use = limitUse(room(part));
    expect(use).toEqual({ pct: expect.closeTo(pct, 8) as number, of, limit });
  });

  it.each<[Partial<RoomView>, string]>([
    [{ dayRoom: 2_000.01 }, 'clear'],
    [{ dayRoom: 2_000 }, 'soft'],
    [{ dayRoom: 1_000.01 }, 'soft'],
    [{ dayRoom: 1_000 }, 'hard'],
    [{ totalRoom: 1_000.01 }, 'clear'],
    [{ totalRoom: 1_000 }, 'hard'],
  ])('%j is %s', (part, level) => expect(stopLevel(room(part), SHARES)).toBe(level));

  it('keep a fifth of the day’s limit free, or of as much of it as may be lost in all', () => {
    expect([gapBuffer(room(), SHARES), gapBuffer(room({ stopsOf: 0.6 }), SHARES)]).toEqual([1_000, 600]);
    expect(gapBuffer(room(), { ...SHARES, hardStopPct: 95 })).toBeCloseTo(250, 8);
  });

  it('the nearer floor is the higher one', () => {
    const nearer = (dayRoom: number, totalRoom: number, hasNoDayLimit?: true) =>
      nearerFloor({ dayRoom, totalRoom, ...(hasNoDayLimit === undefined ? {} : { hasNoDayLimit }) });
    expect([nearer(1, 2), nearer(2, 2), nearer(2, 1), nearer(1, 2, true), nearer(3, 2)]).toEqual([
      'day',
      'day',
      'total',
      'total',
      'total',
    ]);
  });
});

describe('what an entry may lose', () => {
  it('is what is left after open risk, reserve and buffer, before each floor', () => {
    expect(entryRoom(room({ openRisk: 300, reserved: 200 }), SHARES)).toEqual({
      day: 3_500,
      total: 8_500,
      isNextDay: false,
      isNextTotal: false,
    });
    expect(entryRoom(room({ hasNoDayLimit: true }), SHARES)).toMatchObject({ day: null, total: 9_000 });
  });

  it('is never more than the next day leaves, once swap is paid', () => {
    const tomorrow = { floor: 100_000, room: 3_000, limit: 5_000, swap: -50 };
    expect(entryRoom(room({ tomorrow }), SHARES)).toEqual({ day: 1_950, total: 8_950, isNextDay: true, isNextTotal: false });
    // The night is paid before the reset: today's room bears it too.
    expect(entryRoom(room({ tomorrow: { ...tomorrow, room: 5_050 } }), SHARES)).toMatchObject({ day: 3_950, isNextDay: false });
    // The floor in all will rise by 4,000: 6,000 less 50 is left of it then.
    expect(entryRoom(room({ tomorrow: { ...tomorrow, room: 9_000, totalFloor: 94_000 } }), SHARES)).toEqual({
      day: 3_950,
      total: 4_950,
      isNextDay: false,
      isNextTotal: true,
    });
  });
});

describe('the next reset', () => {
  const at = (part: object) => levelAtReset(room({ tomorrow: { floor: 95_000, room: 1_500, limit: 5_000, ...part } }), SHARES);
  it('is met hard where swap and closing leave no more than the buffer', () => {
    expect(at({})).toEqual({ isHard: false, left: 1_500, taken: 0, buffer: 1_000 });
    expect(at({ swap: -200, exits: 300 })).toEqual({ isHard: true, left: 1_000, taken: 500, buffer: 1_000 });
    expect(at({ swap: -200, exits: 299 })).toMatchObject({ isHard: false, left: 1_001 });
    expect(at({ limit: 7_500 })).toMatchObject({ isHard: true, buffer: 1_500 });
    expect(at({ room: 9_000, totalFloor: 99_000 })).toMatchObject({ isHard: true, left: 1_000 });
    expect(at({ room: 9_000, totalFloor: 80_000 })).toMatchObject({ left: 9_000 });
    expect(levelAtReset(room(), SHARES)).toEqual({ isHard: false, left: Infinity, taken: 0, buffer: 1_000 });
  });
});

it('a balance of an earlier moment is rebuilt from what has moved it since, the moment itself counted', () => {
  const deal = (at: number) => exitDeal({ at, profit: 100, commission: -7, swap: -3 });
  const moved = (at: number, kind: string, amount: number) => ({ at, kind, amount, ticket: `${at}`, text: '' }) as never;
  expect(balanceAt(1_000, 50_000, [deal(999), deal(1_000), deal(2_000)])).toBe(50_000 - 180);
  expect(
    balanceAt(1_000, 50_000, [], [moved(999, 'charge', -5), moved(1_000, 'charge', -5), moved(2_000, 'transfer', 900)]),
  ).toBe(50_005);
});

describe('swap that is still to come', () => {
  // New York is at UTC-4 in August: the trading day turns at 21:00 UTC. Tuesday, the 5th.
  const at = (day: number, hour: number, minute = 0) => Date.UTC(2025, 7, day, hour, minute);
  const paying = (swap: number, openedAt: number) => position({ swap, openedAt });
  // Of a symbol that nothing is told of: what was paid is all that is known.
  const due = (positions: readonly Position[], from: number, to: number) => swapDue(positions, [], 'USD', from, to)?.money;

  it('is the average night so far, for every night until then', () => {
    expect(due([paying(-6, at(4, 12))], at(5, 12), at(5, 22))).toBe(-6);
    expect(due([paying(-6, at(1, 12))], at(5, 12), at(5, 22))).toBe(-3);
    expect(due([paying(-6, at(4, 12)), paying(-2, at(4, 12)), paying(9, at(4, 12))], at(5, 12), at(5, 22))).toBe(-8);
  });

  it('counts the turn itself, three nights on Wednesday and none at the weekend', () => {
    expect(due([paying(-6, at(4, 12))], at(5, 20, 59), at(5, 21))).toBe(-6);
    expect(due([paying(-6, at(4, 12))], at(5, 12), at(5, 20, 59))).toBeUndefined();
    expect(due([paying(-6, at(4, 12))], at(5, 21), at(6, 20))).toBeUndefined();
    expect(due([paying(-6, at(5, 12))], at(6, 12), at(6, 22))).toBe(-18);
    expect(due([paying(-6, at(7, 12))], at(8, 22), at(11, 20))).toBe(0);
    expect(due([paying(-6, at(7, 12))], at(8, 12), at(11, 22))).toBe(-12);
  });

  it('is nothing of what nobody describes and nobody has paid for', () => {
    expect(due([paying(0, at(5, 12))], at(5, 13), at(5, 22))).toBe(0);
    expect(due([], at(5, 13), at(9, 22))).toBeUndefined();
  });
});

it('a swap takes the day to its hard stop where it leaves no more than the buffer', () => {
  const before = (dayRoom: number, totalRoom: number, swap: number) =>
    levelAtSwap(room({ dayRoom, totalRoom, tomorrow: { floor: 95_000, room: 9_000, limit: 5_000, swap } }), SHARES);
  expect(before(1_300, 8_000, -300)).toEqual({ isHard: true, left: 1_000 });
  expect(before(1_301, 8_000, -300)).toEqual({ isHard: false, left: 1_001 });
  expect(before(4_000, 1_200, -300)).toEqual({ isHard: true, left: 900 });
});
