import { describe, expect, test } from 'vitest';
import type { ReadonlyEngine } from '#engine';
import { undone } from '#engine/day/undone-day.ts';
import type { Turn } from '#engine/turn.ts';
import type { CockpitState } from '#shared/projection';
import { ACCOUNT, EngineInHand } from '../engine-in-hand.ts';
import { account, cockpit } from '../rulebook/desk.ts';

type PastDay = CockpitState['pastDays'][number];
type Deals = Parameters<typeof undone>[3];

const HIGHER = { rulebook: { preset: 'the5ers-high-stakes' } };

test('a reset that is seen takes down the higher of balance and equity', () => {
  const desk = new EngineInHand(HIGHER);
  desk.account = { ...ACCOUNT, balance: 99_000, equity: 104_000 };
  desk.at = Date.parse('2025-08-04T21:00:10Z');
  desk.beat();
  expect(desk.cockpit.day).toEqual({
    anchorAt: Date.parse('2025-08-04T21:00Z'),
    resetsAt: Date.parse('2025-08-05T21:00Z'),
    balance: 104_000,
  });
});

test('a reset that was missed has no equity to take down: never less than the day before it began with', () => {
  const desk = new EngineInHand(HIGHER);
  desk.account = { ...ACCOUNT, balance: 100_000, equity: 104_000 };
  desk.at = Date.parse('2025-08-04T21:00:10Z');
  desk.beat();
  desk.account = { ...ACCOUNT, balance: 98_000, equity: 98_500 };
  desk.at = Date.parse('2025-08-06T02:00Z');
  desk.beat();
  expect([desk.cockpit.day?.anchorAt, desk.cockpit.day?.balance]).toEqual([Date.parse('2025-08-05T21:00Z'), 104_000]);
});

const AUTO = { approvals: { mode: 'auto' } };
/** Prague midnight of the day the story plays on: Monday 4 August 2025, 22:00 UTC. */
const MIDNIGHT = Date.parse('2025-08-04T22:00Z');

test('after a hard stop nothing is opened, resumed or re-armed before the next reset, which lifts it by itself', () => {
  const desk = new EngineInHand(AUTO);
  const held = desk.opened('s1', '11');
  desk.account = { ...ACCOUNT, balance: 99_900, equity: 95_900 };
  desk.after(1_000).beat();
  expect(desk.cockpit.trading.state).toBe('halted');
  expect(desk.cockpit.blocks.get('day_lock')?.text).toBe(
    "Hard stop: 900.00 USD left above the day's floor of 95,000.00 (FTMO 2-Step); no entry before the next reset.",
  );
  const rearm = desk.act({ act: 'rearm', block: 'day_lock', reason: 'I feel lucky' });
  expect([rearm.answer, desk.cockpit.blocks.has('day_lock')]).toEqual([
    expect.objectContaining({ kind: 'refused', code: 'hard_limit' }),
    true,
  ]);
  desk.positions = [];
  desk.account = { ...ACCOUNT, balance: 95_900, equity: 95_900 };
  desk.at = MIDNIGHT - 1;
  desk.beat();
  expect([desk.cockpit.blocks.has('day_lock'), held.ticket]).toEqual([true, '11']);
  desk.at = MIDNIGHT;
  desk.beat();
  expect([desk.cockpit.blocks.has('day_lock'), desk.cockpit.day?.balance]).toEqual([false, 95_900]);
});

test.each([
  ['the day', 94_000, 100_000, "Hard stop: -1,000.00 USD left above the day's floor of 95,000.00"],
  ['the account', 88_000, 94_000, 'Hard stop: -2,000.00 USD left above the total floor of 90,000.00'],
  ['the higher one, where both are crossed', 88_500, 94_000, 'Hard stop: -1,500.00 USD left above the total floor of 90,000.00'],
])('a hard stop names the floor that is met first: %s', (_which, equity, anchor, reason) => {
  const desk = new EngineInHand(AUTO, { ...ACCOUNT, balance: anchor, equity: anchor });
  desk.at = MIDNIGHT;
  desk.beat();
  desk.account = { ...ACCOUNT, balance: anchor, equity };
  desk.after(1_000).beat();
  expect(desk.cockpit.trading.reason).toBe(reason);
});

test('an open loss that the next midnight would count as a breach is closed two minutes before it, not earlier', () => {
  const desk = new EngineInHand(AUTO);
  desk.opened('s1', '11');
  // Today's floor is 95,000; with 104,000 booked the next one is 99,000.
  desk.account = { ...ACCOUNT, balance: 104_000, equity: 98_500 };
  desk.at = MIDNIGHT - 120_001;
  desk.beat();
  const before = desk.cockpit.trading.state;
  desk.at = MIDNIGHT - 120_000;
  desk.beat();
  expect([before, desk.cockpit.trading.state, desk.cockpit.trading.reason]).toEqual([
    'active',
    'halted',
    "Hard stop: -509.20 USD left above the day's floor as it will be at Prague midnight, after 9.21 for swap and closing",
  ]);
});

test('the total floor of a trailing rulebook follows the highest balance at midnight and never comes back', () => {
  const desk = new EngineInHand({ rulebook: { preset: 'ftmo-1-step' } });
  const midnight = (day: number, balance: number): number | undefined => {
    desk.account = { ...ACCOUNT, balance, equity: balance };
    desk.at = MIDNIGHT + day * 86_400_000;
    desk.beat();
    return desk.cockpit.peaks?.resetBalance;
  };
  expect([midnight(0, 100_000), midnight(1, 104_000), midnight(2, 101_000)]).toEqual([100_000, 104_000, 104_000]);
});

test('a peak within the day counts only where the rulebook follows the equity, and is put on record in steps', () => {
  const own = (mode: string) => ({
    rulebook: {
      custom: {
        title: 'own',
        verifiedOn: '2026-01-01',
        daily: { limitPct: 5, reset: { zone: 'UTC' } },
        maxLoss: { mode, limitPct: 5 },
      },
    },
  });
  const peak = (mode: string): readonly (number | undefined)[] => {
    const desk = new EngineInHand(own(mode));
    return [103_000, 103_005, 103_020, 101_000].map((equity) => {
      desk.account = { ...ACCOUNT, equity };
      desk.after(1_000).beat();
      return desk.cockpit.peaks?.equity;
    });
  };
  expect(peak('trailing_intraday')).toEqual([103_000, 103_000, 103_020, 103_020]);
  expect(peak('trailing_eod')).toEqual([100_000, 100_000, 100_000, 100_000]);
});

test('five entries in one symbol and direction within a minute end entries until they are re-armed', () => {
  const desk = new EngineInHand({
    ...AUTO,
    cells: { u3: { maxOpenPositions: 100, onePositionPerSymbol: false } },
    strategies: { m5_bos: { sessions: ['any'], maxConcurrent: 50, riskPercent: 0.05 }, m1_retest: {} },
  });
  for (let n = 1; n <= 4; n++) desk.after(1_000).opened(`s${n}`, String(10 + n));
  expect(desk.cockpit.blocks.size).toBe(0);
  desk.after(1_000).opened('s5', '15');
  desk.after(1_000).submit('s6');
  expect([desk.cockpit.blocks.get('repeated:EURUSD')?.code, desk.standing('s6')]).toEqual([
    'repeated_entries',
    ['rejected', 'not_blocked'],
  ]);
  desk.act({ act: 'rearm', block: 'repeated:EURUSD', reason: 'looked at it' });
  desk.after(61_000).submit('s7');
  expect([desk.cockpit.blocks.size, desk.standing('s7')[0]]).toEqual([0, 'ordered']);
});

test('an event the trader notes keeps entries away, and one that is over is refused', () => {
  const desk = new EngineInHand(AUTO);
  const event = { at: desk.at + 60_000, currency: 'USD', impact: 'high', title: 'Speech' } as const;
  const late = desk.act({ act: 'note-news', id: 'n0', event: { ...event, at: desk.at - 1 } });
  desk.act({ act: 'note-news', id: 'n1', event });
  desk.submit('s1');
  desk.act({ act: 'drop-news', id: 'n1' });
  desk.submit('s2');
  expect([late.answer?.kind, desk.standing('s1'), desk.standing('s2')[0]]).toEqual(['refused', ['rejected', 'news'], 'ordered']);
});

test('what was asked of the terminal is counted by the firm’s day, and a refused entry moved no lots', () => {
  const desk = new EngineInHand(AUTO);
  const first = desk.ordered('s1');
  const lots = () => desk.cockpit.asked.lots['EURUSD'];
  const counted = [desk.cockpit.asked.requests, lots()];
  desk.answer(first.clientOrderId, { kind: 'refused', retcode: 10006, text: 'Rejected', at: desk.at });
  const refused = [desk.cockpit.asked.requests, lots()];
  desk.after(60_000).opened('s2', '11');
  desk.act({ act: 'close-position', ticket: '11' });
  const both = [desk.cockpit.asked.requests, (lots() ?? 0) > 0, desk.cockpit.asked.entries.length];
  desk.at = MIDNIGHT;
  desk.beat();
  expect([counted, refused, both, desk.cockpit.asked.requests, desk.cockpit.asked.lots]).toEqual([
    [1, first.volume],
    [1, 0],
    [3, true, 2],
    0,
    {},
  ]);
});

test('the balance at midnight counts what was paid out before it, and no charge of after it, towards the peak', () => {
  const desk = new EngineInHand({ rulebook: { preset: 'ftmo-1-step' } });
  const paid = { ticket: '7', at: MIDNIGHT - 3_600_000, amount: -5_000, kind: 'transfer' } as const;
  const charged = { ticket: '8', at: MIDNIGHT + 5_000, amount: -50, kind: 'charge' } as const;
  const back = { ticket: '9', at: MIDNIGHT + 6_000, amount: -1_000, kind: 'transfer' } as const;
  desk.at = MIDNIGHT + 10_000;
  desk.account = { ...ACCOUNT, balance: 102_950, equity: 102_950, operations: [paid, charged, back] };
  desk.tell({ type: 'time.reached', payload: { facts: desk.facts, recentDeals: [] } }, 'clock');
  // 102,950, the 50 that were charged since, and the 1,000 that were paid out, which lower the new day and are counted once.
  const { peaks, day, transfers } = desk.cockpit;
  expect([peaks?.resetBalance, day?.balance, transfers.day]).toEqual([104_000, 103_000, 0]);
});

describe('a day that only a wrong clock began', () => {
  const anchorAt = Date.parse('2025-08-04T22:00Z');
  const ahead = { anchorAt: anchorAt + 86_400_000, resetsAt: anchorAt + 2 * 86_400_000, balance: 101_000 };
  const past: PastDay = { anchorAt, resetsAt: anchorAt + 86_400_000, balance: 100_000, moved: 0, peaks: null, lock: null };
  const after = (pastDays: readonly PastDay[], deals: Deals = [], isLocked = false) =>
    undone(
      {
        cockpit: cockpit((state) => {
          state.day = ahead;
          state.pastDays = pastDays;
          if (isLocked) state.blocks.set('day_lock', { code: 'day_lock', text: 'stopped', since: 0 });
        }),
      } as unknown as ReadonlyEngine,
      { at: anchorAt + 3_600_000 } as Turn,
      account({ balance: 99_000, equity: 98_000 }),
      deals,
    );
  const DAY_BACK = { anchorAt, resetsAt: anchorAt + 86_400_000 };

  test('gives back the day before as it stood: its peaks, its guess and its lock', () => {
    const peaks = { resetBalance: 103_000, equity: 104_000 };
    const lock = { code: 'day_lock', text: 'Hard stop' } as const;
    expect(after([{ ...past, peaks, guess: 'Nobody saw it', lock }])).toEqual([
      { type: 'day.anchored', payload: { ...DAY_BACK, balance: 100_000, peaks, guess: 'Nobody saw it' } },
      { type: 'block.raised', payload: { block: 'day_lock', reason: lock } },
    ]);
    expect(after([past])).toEqual([{ type: 'day.anchored', payload: { ...DAY_BACK, balance: 100_000 } }]);
    expect(after([{ ...past, lock }], [], true)).toHaveLength(1);
    const [day] = after([past]);
    expect(Object.keys(day?.payload ?? {})).toEqual(['anchorAt', 'resetsAt', 'balance']);
  });

  test('moves with what came and went since, and is no lower than the deals say', () => {
    const later = { ...past, anchorAt: anchorAt + 3_600_000, moved: 300 };
    expect(after([{ ...past, moved: 2_000 }, later])).toMatchObject([{ payload: { balance: 102_300 } }]);
    expect(after([{ ...past, balance: 90_000 }])).toMatchObject([{ payload: { balance: 99_000 } }]);
    expect(after([{ ...past, balance: 90_000 }], null)).toMatchObject([{ payload: { balance: 90_000 } }]);
  });

  test('that is not remembered is rebuilt from the deals, or begins no lower than anything it can have begun with', () => {
    expect(after([])).toEqual([{ type: 'day.anchored', payload: { ...DAY_BACK, balance: 99_000 } }]);
    expect(after([], null)).toEqual([
      { type: 'day.anchored', payload: { ...DAY_BACK, balance: 101_000, guess: 'A wrong clock had begun another day' } },
    ]);
  });
});
