import fc from 'fast-check';
import { expect, test } from 'vitest';
import { virtualClock } from '#main/adapters/system/index.ts';
import { InvariantError } from '#shared/lib';

test('timers run when due, equal times in the order they were set, each seeing its own time', () => {
  const clock = virtualClock(1_000);
  const ran: [string, number, number][] = [];
  const note = (name: string) => () => void ran.push([name, clock.nowMs(), clock.monoMs()]);
  clock.after(20, note('late'));
  clock.after(10, note('first'));
  clock.after(10, note('second'));
  clock.after(15, note('cancelled'))();
  clock.after(10, () => clock.after(5, note('from a timer')));
  expect(clock.nextDue()).toBe(1_010);
  clock.advanceTo(1_019);
  expect(ran).toEqual([
    ['first', 1_010, 10],
    ['second', 1_010, 10],
    ['from a timer', 1_015, 15],
  ]);
  clock.advanceBy(1);
  expect(ran.at(-1)).toEqual(['late', 1_020, 20]);
  expect(clock.idle()).toBe(true);
  expect(() => clock.advanceTo(1_000)).toThrow(InvariantError);
});

test('soon-work runs first come first served, before time moves and after each timer', () => {
  const clock = virtualClock(0);
  const ran: string[] = [];
  clock.soon(() => {
    ran.push(`a@${clock.nowMs()}`);
    clock.soon(() => void ran.push(`c@${clock.nowMs()}`));
  });
  clock.soon(() => void ran.push(`b@${clock.nowMs()}`));
  clock.after(5, () => clock.soon(() => void ran.push(`d@${clock.nowMs()}`)));
  clock.after(5, () => void ran.push(`e@${clock.nowMs()}`));
  expect(clock.idle()).toBe(false);
  clock.advanceBy(10);
  expect(ran).toEqual(['a@0', 'b@0', 'c@0', 'd@5', 'e@5']);
  expect(clock.runSoon()).toBe(0);
});

test('an error reaches the caller that moved the time; nothing else loses its turn', () => {
  const clock = virtualClock(0);
  const ran: string[] = [];
  clock.after(5, () => {
    throw new Error('boom');
  });
  clock.after(5, () => void ran.push('timer'));
  clock.soon(() => {
    throw new Error('soon boom');
  });
  clock.soon(() => void ran.push('soon'));
  expect(() => clock.advanceBy(10)).toThrow('soon boom');
  expect(() => clock.advanceBy(10)).toThrow('boom');
  expect([ran, clock.nowMs()]).toEqual([['soon'], 5]);
  clock.advanceTo(10);
  expect(ran).toEqual(['soon', 'timer']);
});

test('a jump of the wall clock moves neither timers nor the monotonic clock', () => {
  const clock = virtualClock(1_000_000);
  let at = 0;
  clock.after(100, () => (at = clock.nowMs()));
  clock.jump(-1_600);
  expect([clock.wallMs(), clock.monoMs(), clock.nextDue()]).toEqual([998_400, 0, 998_500]);
  clock.advanceBy(100);
  expect(at).toBe(1_000_095);
});

test('a small slew back is smoothed: time goes on a little slower until the wall clock has caught up', () => {
  const clock = virtualClock(1_000_000);
  const told: number[] = [clock.nowMs()];
  for (const [jump, pass] of [
    [-1_500, 0],
    [0, 1_000],
    [0, 10_000],
    [0, 40_000],
  ] as const) {
    clock.jump(jump);
    clock.advanceBy(pass);
    told.push(clock.nowMs());
  }
  expect(told).toEqual([1_000_000, 1_000_000, 1_000_950, 1_010_450, 1_049_500]);
  expect(clock.nowMs()).toBe(clock.wallMs());
});

test('soon-work without end is a bug', () => {
  const clock = virtualClock(0);
  const again = (): void => clock.soon(again);
  clock.soon(again);
  expect(() => clock.runSoon()).toThrow(InvariantError);
});

test('any timers, set and cancelled in any order, run sorted by time and then by order', () => {
  const step = fc.record({ delay: fc.nat(50), cancel: fc.option(fc.nat(200)), advance: fc.nat(10) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
      const clock = virtualClock(0);
      const ran: { due: number; order: number; at: number }[] = [];
      const expected = new Map<number, { due: number; order: number }>();
      const cancels: (() => void)[] = [];
      steps.forEach(({ delay, cancel, advance }, order) => {
        const due = clock.nowMs() + delay;
        expected.set(order, { due, order });
        cancels.push(clock.after(delay, () => void ran.push({ due, order, at: clock.nowMs() })));
        if (cancel !== null && cancels[cancel] !== undefined) {
          cancels[cancel]();
          if (!ran.some((one) => one.order === cancel)) expected.delete(cancel);
        }
        clock.advanceBy(advance);
      });
      clock.advanceBy(100);
      const sorted = [...expected.values()].sort((a, b) => a.due - b.due || a.order - b.order);
      expect(ran).toEqual(sorted.map((one) => ({ ...one, at: one.due })));
      expect(clock.idle()).toBe(true);
    }),
  );
});
