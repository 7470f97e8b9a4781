import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anchorValue, balanceAt, dayFloorOf, roomAt, totalFloorOf, type RoomArgs } from '#engine/rulebook';
import { openRiskOf } from '#engine/exposure';
import type { DailyLoss, Rulebook } from '#shared/rulebooks';
import { account, BOOK, DAILY, DAY, EURUSD, exitDeal, NOW, pending, position, USDJPY } from './desk.ts';

const args = (part: Partial<RoomArgs> = {}): RoomArgs => ({
  rulebook: BOOK,
  initialBalance: 100_000,
  day: DAY,
  account: account(),
  positions: [],
  orders: [],
  specs: [EURUSD],
  reserved: 0,
  nowMs: NOW,
  ...part,
});
const book = (daily: Partial<DailyLoss>, maxLoss: Rulebook['maxLoss'] = BOOK.maxLoss): Rulebook => ({
  ...BOOK,
  daily: { ...DAILY, ...daily },
  maxLoss,
});

describe('floors', () => {
  it.each([
    ['5 % of the initial capital below the midnight balance', book({}), 102_000, 97_000],
    ['5 % of the anchor', book({ limitOf: 'anchor' }), 102_000, 96_900],
    ['3 % of the initial capital', book({ limitPct: 3 }), 100_000, 97_000],
  ])('of a day: %s', (_, rulebook, anchor, floor) => expect(dayFloorOf(rulebook, 100_000, anchor)).toBe(floor));

  it.each([
    ['balance', 95_000],
    ['equity', 99_000],
    ['higher', 99_000],
  ] as const)('of a day that began with open profit, anchored on %s', (anchor, floor) => {
    const rulebook = book({ anchor });
    expect(dayFloorOf(rulebook, 100_000, anchorValue(rulebook, 100_000, 104_000))).toBe(floor);
  });

  const trailing = (mode: 'trailing_eod' | 'trailing_intraday') => book({}, { mode, limitPct: 10 });
  const locked = book({}, { mode: 'trailing_locked', limitPct: 10, lockOffsetPct: 0 });
  it.each([
    ['static', BOOK, 120_000, 90_000],
    ['trailing, first day', trailing('trailing_eod'), 100_000, 90_000],
    ['trailing after a day in profit', trailing('trailing_eod'), 104_000, 94_000],
    ['trailing after a day in loss', trailing('trailing_eod'), 97_000, 90_000],
    ['trailing on equity', trailing('trailing_intraday'), 104_000, 96_000],
    ['locked, not yet', locked, 104_000, 94_000],
    ['locked at the initial capital', locked, 115_000, 100_000],
  ])('of the account: %s', (_, rulebook, resetBalance, floor) =>
    expect(totalFloorOf(rulebook, 100_000, { resetBalance, equity: resetBalance + 2_000 })).toBe(floor),
  );

  it('does not invent the peaks of a trailing rule', () =>
    expect(() => totalFloorOf(trailing('trailing_eod'), 100_000, null)).toThrow('given the peaks'));
});

describe('room', () => {
  it('is equity above each floor, with open risk and reserves beside it', () => {
    const held = position({ current: 1.101, profit: 100 });
    const of = account({ balance: 101_000, equity: 101_100 });
    expect(
      roomAt(args({ day: { ...DAY, balance: 102_000 }, account: of, positions: [held], orders: [pending()], reserved: 77 })),
    ).toEqual({
      dayFloor: 97_000,
      dayRoom: 4_100,
      dayLimit: 5_000,
      totalFloor: 90_000,
      totalRoom: 11_100,
      totalLimit: 10_000,
      // 20 pips from the current price to the stop, and 20 from the pending order's price to its own.
      openRisk: expect.closeTo(400, 6),
      reserved: 77,
      resetsAt: DAY.resetsAt,
      tomorrow: { floor: 96_000, room: 5_100, limit: 5_000, swap: 0, exits: 0 },
    });
  });

  it('is that of an account that nothing came to or went from where nobody tells: no payout has locked its floor', () => {
    const maxLoss = { mode: 'static_initial', limitPct: 10, payoutLocks: true } as const;
    const { totalFloor, dayFloor } = roomAt(args({ rulebook: book({}, maxLoss) }));
    expect([totalFloor, dayFloor]).toEqual([90_000, 95_000]);
    const paid = { day: -500, total: 0, net: -500, hasPaidOut: true };
    expect(roomAt(args({ rulebook: book({}, maxLoss), transfers: paid }))).toMatchObject({
      ...{ totalFloor: 100_000, dayFloor: 94_500 },
    });
  });

  it('counts the floating loss a day begins with', () =>
    expect(roomAt(args({ day: DAY, account: account({ balance: 100_000, equity: 98_500 }) }))).toMatchObject({
      dayFloor: 95_000,
      dayRoom: 3_500,
    }));

  it('never moves the floor with the peak of the day', () =>
    expect(roomAt(args({ account: account({ balance: 106_000, equity: 106_000 }) }))).toMatchObject({
      dayFloor: 95_000,
      dayRoom: 11_000,
    }));

  it('can leave floating profit and loss out where a firm does', () =>
    expect(roomAt(args({ rulebook: book({ includesFloating: false }), account: account({ equity: 90_500 }) }))).toMatchObject({
      dayRoom: 5_000,
      totalRoom: 500,
    }));

  it.each([
    ['before the first anchor', null, 98_000, 95_000],
    ['before the first anchor, in profit', null, 103_000, 98_000],
    ['after midnight, before the new anchor', { ...DAY, resetsAt: NOW - 1, balance: 104_000 }, 101_000, 99_000],
  ])('takes the strictest anchor %s', (_, day, balance, dayFloor) =>
    expect(roomAt(args({ day, account: account({ balance, equity: balance }) }))).toMatchObject({ dayFloor }),
  );

  it.each([
    ['no stop', position({ stopLoss: null })],
    ['a symbol nobody described', position({ symbol: 'NZDUSD' })],
  ])('is used up by a position with %s', (_, held) => {
    const room = roomAt(args({ positions: [held] }));
    expect([room.dayRoom - room.openRisk, room.totalRoom - room.openRisk]).toEqual([-5_000, 0]);
    expect(openRiskOf([held], [], [EURUSD])).toEqual({ stops: 0, unbounded: ['11'] });
  });

  it('values each symbol with its own tick, and a stop in profit from the price it locks', () => {
    const yen = position({
      ticket: '12',
      symbol: 'USDJPY',
      direction: 'SELL',
      volume: 0.5,
      entry: 150,
      current: 149,
      stopLoss: 149.5,
    });
    expect(openRiskOf([yen], [], [EURUSD, USDJPY])).toEqual({ stops: expect.closeTo(500 * 0.618839 * 0.5, 6), unbounded: [] });
  });

  it('is never reduced by profit: floors stay, equity rises', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20_000 }),
        fc.integer({ min: 0, max: 20_000 }),
        fc.integer({ min: -4_000, max: 4_000 }),
        (won, floating, start) => {
          const before = roomAt(args({ account: account({ balance: 100_000 + start, equity: 100_000 + start }) }));
          const after = roomAt(
            args({ account: account({ balance: 100_000 + start + won, equity: 100_000 + start + won + floating }) }),
          );
          expect(after.dayRoom).toBe(before.dayRoom + won + floating);
          expect(after.totalRoom).toBe(before.totalRoom + won + floating);
        },
      ),
    );
  });
});

it('rebuilds the balance at a moment that was missed', () => {
  const deals = [
    exitDeal({ at: NOW - 1, profit: -500, commission: -7 }),
    exitDeal({ at: NOW, profit: 300, commission: -7, swap: -2 }),
    exitDeal({ at: NOW + 5, profit: -100 }),
  ];
  expect(balanceAt(NOW, 100_191, deals)).toBe(100_000);
});
