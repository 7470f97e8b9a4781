import { expect, test } from 'vitest';
import { dueQueue } from '#main/adapters/system/due-queue.ts';

test('deadlines that are always cancelled in time do not pile up, and are not run', () => {
  const queue = dueQueue();
  queue.add(1e9, () => undefined);
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < 1_000_000; i += 1) queue.add(2e9 + i, () => undefined)();
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(50e6);
  expect(queue.nextDue()).toBe(1e9);
  expect(queue.take()).not.toBeNull();
  expect(queue.take()).toBeNull();
  expect(queue.nextDue()).toBeNull();
});

test('cancelling what has run, or twice, changes nothing', () => {
  const queue = dueQueue();
  const cancel = queue.add(1, () => undefined);
  queue.add(2, () => undefined);
  queue.take();
  cancel();
  cancel();
  expect(queue.nextDue()).toBe(2);
});
