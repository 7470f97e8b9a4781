import { expect, test } from 'vitest';
import { loopLag } from '#main/adapters/system/index.ts';

const pause = (ms: number): Promise<void> => new Promise((done) => void setTimeout(done, ms));

test('a blocked loop shows as long as it was blocked, until the reset', async () => {
  const lag = loopLag();
  expect(lag.read()).toEqual({ p50: 0, p99: 0, max: 0 });
  await pause(60);
  const until = performance.now() + 150;
  while (performance.now() < until);
  await pause(60);
  const { p50, max } = lag.read();
  expect(max).toBeGreaterThan(120);
  expect(p50).toBeLessThan(max);
  lag.reset();
  expect(lag.read()).toEqual({ p50: 0, p99: 0, max: 0 });
  lag.stop();
});
