import { expect, test } from 'vitest';
import { ACCOUNT, EngineInHand } from '../engine-in-hand.ts';

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
