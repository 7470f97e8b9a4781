import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RoomView } from '#shared/events';
import { limitUse, entryRoom, roomAt, stopLevel } from '#engine/rulebook';
import { entryRules, ruleNames } from '#engine/limits';
import { lossOf, sizeOrder } from '#engine/sizing';
import { account, BOOK, DAY, EURUSD, NOW, position, SHARES } from './desk.ts';
import { NO_CEILINGS } from '#test/main/engine/sizing/no-ceilings.ts';

const room = (part: Partial<RoomView> = {}): RoomView => ({
  dayFloor: 95_000,
  dayRoom: 5_000,
  dayLimit: 5_000,
  totalFloor: 90_000,
  totalRoom: 10_000,
  totalLimit: 10_000,
  openRisk: 0,
  reserved: 0,
  resetsAt: DAY.resetsAt,
  ...part,
});

const NAMES = ruleNames(BOOK, 'EUR', DAY.resetsAt, DAY.resetsAt - (3 * 60 + 12) * 60_000 + 1);

describe('the stops of a day', () => {
  it.each([
    ['nothing used', room(), 0, 'clear'],
    ['a profit uses nothing', room({ dayRoom: 9_000 }), 0, 'clear'],
    ['just before the soft stop', room({ dayRoom: 2_001 }), 59.98, 'clear'],
    ['the soft stop', room({ dayRoom: 2_000 }), 60, 'soft'],
    ['the hard stop', room({ dayRoom: 1_000 }), 80, 'hard'],
    ['below the floor', room({ dayRoom: -1 }), 100.02, 'hard'],
    ['the last part above the total floor', room({ dayRoom: 4_000, totalRoom: 1_000 }), 20, 'hard'],
  ])('%s', (_, of, used, level) => {
    expect(limitUse(of).pct).toBeCloseTo(used, 9);
    expect(stopLevel(of, SHARES)).toBe(level);
  });

  it('leave a buffer for gaps above both floors', () =>
    expect(entryRoom(room({ openRisk: 600, reserved: 150 }), SHARES)).toEqual({
      day: 3_250,
      total: 8_250,
      isNextDay: false,
      isNextTotal: false,
    }));

  it('booked profit buys no larger bets: a position may be held into the next day, whose floor it lifts', () =>
    expect(entryRoom(room({ dayRoom: 9_000, tomorrow: { floor: 99_000, room: 5_000 } }), SHARES)).toMatchObject({
      day: 4_000,
      isNextDay: true,
    }));
});

describe('the gate of the rulebook', () => {
  const failed = (of: RoomView, unbounded: readonly string[], loss: number): string[] =>
    entryRules(of, SHARES, unbounded, loss, NAMES)
      .filter((rule) => !rule.ok)
      .map((rule) => `${rule.code}${rule.hard ? '!' : ''}`);
  it.each<[string, RoomView, string[], number, string[]]>([
    ['all clear', room(), [], 550, []],
    ['exactly the room', room(), [], 4_000, []],
    ['a cent more than the room', room(), [], 4_000.01, ['day_room!']],
    ['open risk counts', room({ openRisk: 3_600 }), [], 550, ['day_room!']],
    ['orders on the way count', room({ reserved: 3_600 }), [], 550, ['day_room!']],
    ['the soft stop', room({ dayRoom: 2_000 }), [], 100, ['day_soft_stop!']],
    ['the total floor', room({ totalRoom: 1_200 }), [], 550, ['total_room!']],
    ['no stop on a position', room(), ['11'], 550, ['positions_protected!']],
    ['nothing left, nothing asked', room({ totalRoom: 1_000 }), [], 0, ['total_room!']],
  ])('%s', (_, of, unbounded, loss, codes) => expect(failed(of, unbounded, loss)).toEqual(codes));

  it('says both numbers', () =>
    expect(entryRules(room({ dayRoom: 1_900 }), SHARES, [], 950, NAMES).map((rule) => rule.text)).toEqual([
      'Every open position has a stop loss.',
      '62 % of the daily limit of 5,000.00 EUR is used, entries stop at 60 % (FTMO 2-Step, resets at Prague midnight in 3 h 12 m).',
      "Daily room 900.00 EUR is less than this trade's worst loss 950.00 EUR (FTMO 2-Step, resets at Prague midnight in 3 h 12 m; floor 95,000.00, after open risk and a buffer of 1,000.00).",
      "Total room 9,000.00 EUR covers this trade's worst loss 950.00 EUR (FTMO 2-Step; floor 90,000.00, after open risk and a buffer of 1,000.00).",
    ]));
});

it('whatever is open and sized, the worst case stays above both floors', () => {
  const anyHeld = fc.record({
    volume: fc.integer({ min: 1, max: 300 }),
    points: fc.integer({ min: -50, max: 500 }),
    moved: fc.integer({ min: -200, max: 200 }),
  });
  fc.assert(
    fc.property(
      fc.array(anyHeld, { maxLength: 4 }),
      fc.integer({ min: 88_000, max: 112_000 }),
      fc.integer({ min: 96_000, max: 110_000 }),
      fc.integer({ min: 10, max: 300 }),
      (held, balance, anchor, stop) => {
        const positions = held.map(({ volume, points, moved }, index) =>
          position({
            ticket: String(index),
            volume: volume / 100,
            current: 1.1 + moved / 1e5,
            stopLoss: 1.1 + (moved - Math.max(1, points)) / 1e5,
            profit: (moved * volume) / 100,
          }),
        );
        const equity = balance + positions.reduce((sum, { profit }) => sum + profit, 0);
        const view = roomAt({
          rulebook: BOOK,
          initialBalance: 100_000,
          day: { ...DAY, balance: anchor },
          account: account({ balance, equity }),
          positions,
          orders: [],
          specs: [EURUSD],
          reserved: 120,
          nowMs: NOW,
        });
        const costs = { commissionPerLot: 7, slippagePoints: 2 };
        const sized = sizeOrder({
          side: 'BUY',
          entry: 1.1,
          stopLoss: 1.1 - stop / 1e5,
          spec: EURUSD,
          account: account({ balance, equity }),
          risk: { percent: 1, binding: 'risk_cap' },
          costs,
          room: entryRoom(view, SHARES),
          ...NO_CEILINGS,
        });
        if (sized.lots === 0 || entryRules(view, SHARES, [], sized.loss?.total ?? 0, NAMES).some((rule) => !rule.ok)) return;
        const allStops = positions.reduce(
          (sum, { current, stopLoss, volume }) => sum + ((current - (stopLoss ?? 0)) / 1e-5) * volume,
          0,
        );
        const worst = equity - allStops - 120 - lossOf(sized.lots, stop / 1e5, EURUSD, costs, balance).total;
        expect(worst).toBeGreaterThanOrEqual(Math.max(anchor - 5_000, 90_000) + 1_000 - 1e-4);
      },
    ),
    { numRuns: 2_000 },
  );
});
