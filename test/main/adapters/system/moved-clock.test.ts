import { expect, test } from 'vitest';
import { movedClock, virtualClock } from '#main/adapters/system/index.ts';

const SATURDAY = Date.parse('2026-11-28T12:00:00Z');
const OPEN = Date.parse('2025-08-06T09:00:00Z');

test('it starts at the given moment and runs on at real speed', () => {
  const real = virtualClock(SATURDAY);
  const clock = movedClock(real, { startMs: OPEN, speed: 1 });
  const first = [clock.nowMs(), clock.wallMs(), clock.monoMs()];
  real.advanceBy(90_000);
  expect([first, clock.nowMs() - OPEN, clock.wallMs() - OPEN, clock.monoMs()]).toEqual([[OPEN, OPEN, 0], 90_000, 90_000, 90_000]);
});

test.each([
  [10, 100],
  [0.5, 2_000],
])('at speed %d a timer of a second is due after %d real milliseconds', (speed, realMs) => {
  const real = virtualClock(SATURDAY);
  const clock = movedClock(real, { startMs: OPEN, speed });
  const ran: number[] = [];
  clock.after(1_000, () => void ran.push(clock.nowMs() - OPEN));
  const cancel = clock.after(1_000, () => void ran.push(-1));
  cancel();
  real.advanceBy(realMs - 1);
  expect(ran).toEqual([]);
  real.advanceBy(1);
  expect([ran, clock.wallMs() - OPEN, clock.monoMs()]).toEqual([[1_000], 1_000, 1_000]);
});

test("without a moment it starts at the machine's, and the PC's clock does not move it afterwards", () => {
  const real = virtualClock(SATURDAY);
  const clock = movedClock(real, { startMs: null, speed: 2 });
  real.jump(86_400_000);
  real.advanceBy(1_000);
  expect([clock.nowMs(), clock.wallMs()]).toEqual([SATURDAY + 2_000, SATURDAY + 2_000]);
});
