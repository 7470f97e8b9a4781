import { patience } from '#test/time/pace.ts';

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Looks every few milliseconds until it is so; false when it takes so long that it will not be (on a quiet machine `quietMs`). */
export async function until(isSo: () => boolean, quietMs = 10_000): Promise<boolean> {
  const end = performance.now() + patience(quietMs);
  while (!isSo()) {
    if (performance.now() > end) return false;
    await pause(5);
  }
  return true;
}
