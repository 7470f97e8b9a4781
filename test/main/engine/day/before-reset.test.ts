import { expect, it } from 'vitest';
import { roomOf } from '#engine/rulebook';
import { ACCOUNT, EngineInHand } from '../engine-in-hand.ts';
import { exitDeal } from '../rulebook/desk.ts';

/** 10 lots of EURUSD in loss: at 7.00 a lot round turn their exit costs 35.00. */
const losing = (profit: number, swap = 0) => ({
  ticket: '11',
  symbol: 'EURUSD',
  direction: 'BUY' as const,
  volume: 10,
  entry: 1.157,
  stopLoss: 1.14,
  takeProfit: null,
  current: 1.157 + profit / 1e6,
  profit,
  swap,
  commission: 0,
  openedAt: Date.parse('2025-07-31T12:00Z'),
  clientOrderId: null,
  magic: 0,
});

it.each([
  // Prague: 103,000 booked make midnight's floor 98,000, and a fifth of 5,000 is kept above it.
  ['a hair above the coming floor', 'ftmo-2-step', '4T21:58', 103_000, 98_007, 0, 'halted'],
  ['inside the part that is kept free', 'ftmo-2-step', '4T21:58', 103_000, 98_800, 0, 'halted'],
  ['inside it only by what closing costs', 'ftmo-2-step', '4T21:58', 103_000, 99_034, 0, 'halted'],
  ['above all that', 'ftmo-2-step', '4T21:58', 103_000, 99_036, 0, 'active'],
  ['earlier than two minutes before', 'ftmo-2-step', '4T21:57', 103_000, 98_007, 0, 'active'],
  // New York: two nights paid (Thursday, Friday), 60 each; the reset books another.
  ['inside it only by the swap of the night', 'fundednext-stellar-2-step', '4T20:58', 103_000, 99_094, -120, 'halted'],
  ['above it with the swap', 'fundednext-stellar-2-step', '4T20:58', 103_000, 99_096, -120, 'active'],
  // Wednesday's night counts three times: four nights paid by then, 30 each.
  ['inside it by three nights', 'fundednext-stellar-2-step', '6T20:58', 103_000, 99_124, -120, 'halted'],
  ['above it with three nights', 'fundednext-stellar-2-step', '6T20:58', 103_000, 99_126, -120, 'active'],
  // At Prague's midnight the night's swap is already in the equity.
  ['after the swap was booked', 'ftmo-2-step', '4T21:58', 103_000, 99_036, -180, 'active'],
] as const)(
  'before the reset everything is closed where the new day would begin with it: %s',
  (_what, preset, at, balance, equity, swap, state) => {
    const desk = new EngineInHand({ rulebook: { preset } });
    desk.at = Date.parse(`2025-08-0${at}Z`);
    const window = {
      anchorAt: desk.at - 3_600_000,
      resetsAt: Date.parse(`2025-08-0${at.slice(0, 2)}${preset === 'ftmo-2-step' ? '22' : '21'}:00Z`),
    };
    desk.engine.cockpit.day = { ...window, balance: 100_000 };
    desk.positions = [losing(equity - balance - swap, swap)];
    desk.account = { ...ACCOUNT, balance, equity };
    desk.beat();
    expect(desk.cockpit.trading.state).toBe(state);
  },
);

it.each([
  ['the5ers-high-stakes', 61, 0, true, 96_900],
  ['the5ers-high-stakes', 61, -2_600, true, 98_420],
  ['the5ers-high-stakes', 59, 0, false, 95_950],
  ['fundednext-stellar-2-step', 61, 0, false, 96_000],
] as const)(
  'a reset missed by %s after %d s is a guess where the equity counts, read the strict way',
  (preset, late, lost, isGuess, floor) => {
    const desk = new EngineInHand({ rulebook: { preset } });
    const reset = Date.parse('2025-08-04T21:00Z');
    desk.engine.cockpit.day = { anchorAt: reset - 86_400_000, resetsAt: reset, balance: 102_000 };
    desk.at = reset + late * 1_000;
    desk.account = { ...ACCOUNT, balance: 101_000, equity: 100_500 };
    const deal = exitDeal({ at: reset + 1_000, profit: lost });
    desk.tell({ type: 'time.reached', payload: { facts: desk.facts, recentDeals: [deal] } }, 'clock');
    expect([desk.cockpit.day?.guess !== undefined, roomOf(desk.cockpit, desk.facts, desk.at)?.dayFloor]).toEqual([
      isGuess,
      expect.closeTo(floor, 6),
    ]);
    desk.after(1_000).beat();
    expect([...desk.cockpit.alarms.values()].some(({ alarm }) => alarm.kind === 'day_guessed')).toBe(isGuess);
  },
);

it.each([
  // Prague's day ends at 22:00 UTC; the night is booked at 21:00, 12 a lot. Ten lots: 1,120 less 120 are the 1,000 kept free.
  ['two minutes before the night, inside what is kept free by it', '20:58', 96_120, 'halted'],
  ['two minutes before the night, above it', '20:58', 96_121, 'active'],
  ['earlier', '20:57', 96_120, 'active'],
] as const)('before a swap that would take the day to its hard stop everything is closed: %s', (_what, at, equity, state) => {
  const desk = new EngineInHand({ rulebook: { preset: 'ftmo-2-step' } });
  desk.at = Date.parse(`2025-08-04T${at}Z`);
  desk.engine.cockpit.day = { anchorAt: desk.at - 3_600_000, resetsAt: Date.parse('2025-08-04T22:00Z'), balance: 100_000 };
  const held = { ...losing(equity - 100_000), openedAt: desk.at - 600_000 };
  const [spec] = desk.facts.specs;
  desk.positions = [held];
  desk.account = { ...ACCOUNT, balance: 100_000, equity };
  const night = { mode: 'deposit_currency' as const, long: -12, short: -12, triple: 3 };
  const facts = { ...desk.facts, specs: spec === undefined ? [] : [{ ...spec, swap: night }] };
  desk.tell({ type: 'time.reached', payload: { facts, recentDeals: [] } }, 'clock');
  expect(desk.cockpit.trading.state).toBe(state);
  if (state === 'halted')
    expect(desk.cockpit.trading.reason).toBe(
      'Hard stop: 1,000.00 USD left above the nearer floor after 120.00 for the swap that is booked within two minutes',
    );
});

it('before the reset nothing is closed where nothing is held: an equity below the balance is then no open loss', () => {
  const desk = new EngineInHand({ rulebook: { preset: 'ftmo-2-step' } });
  desk.at = Date.parse('2025-08-04T21:58Z');
  desk.engine.cockpit.day = { anchorAt: desk.at - 3_600_000, resetsAt: Date.parse('2025-08-04T22:00Z'), balance: 100_000 };
  desk.account = { ...ACCOUNT, balance: 103_000, equity: 98_007 };
  desk.beat();
  expect([desk.cockpit.trading.state, desk.cockpit.blocks.size]).toEqual(['active', 0]);
});

it.each([
  [7, "Hard stop: 800.00 USD left above the day's floor as it will be at Prague midnight, after 70.00 for swap and closing"],
  [0, "Hard stop: 870.00 USD left above the day's floor as it will be at Prague midnight"],
])('says what swap and closing take, where they take anything: %d a lot', (commissionPerLot, reason) => {
  const desk = new EngineInHand({ rulebook: { preset: 'ftmo-2-step' }, paper: { commissionPerLot: 2 * commissionPerLot } });
  desk.at = Date.parse('2025-08-04T21:58Z');
  desk.engine.cockpit.day = { anchorAt: desk.at - 3_600_000, resetsAt: Date.parse('2025-08-04T22:00Z'), balance: 100_000 };
  desk.positions = [losing(-4_130)];
  desk.account = { ...ACCOUNT, balance: 103_000, equity: 98_870 };
  desk.beat();
  expect(desk.cockpit.trading.reason).toBe(reason);
});
