import { expect, test, vi } from 'vitest';
import { systemClock } from '#main/adapters/system/index.ts';

test("time is the machine's, and monotonic time has fractions", async () => {
  const clock = systemClock();
  expect(Math.abs(clock.nowMs() - Date.now())).toBeLessThan(1_000);
  const before = clock.monoMs();
  await new Promise<void>((done) => void clock.after(20, done));
  expect(clock.monoMs() - before).toBeGreaterThan(15);
});

test('what is cancelled does not run; soon comes before a timer', async () => {
  const clock = systemClock({ unref: true });
  const ran: string[] = [];
  clock.after(1, () => void ran.push('never'))();
  clock.soon(() => void ran.push('soon'));
  await new Promise<void>((done) => void setTimeout(done, 30));
  expect(ran).toEqual(['soon']);
});

test('a delay of weeks is waited for, not cut to nothing', () => {
  vi.useFakeTimers();
  try {
    const clock = systemClock();
    let ran = 0;
    const month = 31 * 86_400_000;
    clock.after(month, () => (ran += 1));
    const cancel = clock.after(month, () => (ran += 100));
    vi.advanceTimersByTime(2_147_483_647 + 1_000);
    cancel();
    vi.advanceTimersByTime(month - 2_147_483_647 - 1_001);
    expect(ran).toBe(0);
    vi.advanceTimersByTime(1);
    expect(ran).toBe(1);
  } finally {
    vi.useRealTimers();
  }
});
