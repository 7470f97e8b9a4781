import { expect, test } from 'vitest';
import { virtualClock } from '#main/adapters/system/index.ts';
import { DeadlineTimer } from '#main/runtime/deadline-timer.ts';

const NOW = 1_000_000;

function timer() {
  const clock = virtualClock(NOW);
  const calls: number[] = [];
  const deadline = new DeadlineTimer(clock, () => void calls.push(clock.nowMs()));
  return { clock, calls, deadline };
}

test('what is due is called at its moment, once; then the same moment may be set again', () => {
  const { clock, calls, deadline } = timer();
  deadline.arm(NOW + 500);
  clock.advanceTo(NOW + 499);
  const before = calls.length;
  clock.advanceTo(NOW + 10_000);
  expect([before, calls]).toEqual([0, [NOW + 500]]);
  deadline.arm(NOW + 500);
  clock.advanceBy(1);
  expect(calls.length, 'a moment that is over is due at once').toBe(2);
});

test('it is moved, never multiplied, and taken back with null', () => {
  const { clock, calls, deadline } = timer();
  deadline.arm(NOW + 500);
  deadline.arm(NOW + 900);
  deadline.arm(NOW + 900);
  clock.advanceTo(NOW + 1_000);
  deadline.arm(NOW + 1_500);
  deadline.arm(null);
  clock.advanceTo(NOW + 2_000);
  expect([calls, clock.nextDue()]).toEqual([[NOW + 900], null]);
});
