import { eaTime } from './ea-time.ts';

const LOOK_MS = 20;

/** The one time of these tests. */
export const { clock, clockOfTheEa, paced, pause } = eaTime();

/** Does it every so many milliseconds of the clock. Returns how to end that. */
export function every(ms: number, act: () => void): () => void {
  let isOver = false;
  const again = (): void => {
    if (isOver) return;
    act();
    clock.after(ms, again);
  };
  clock.after(ms, again);
  return () => void (isOver = true);
}

/** Looks until it is so; false when so many milliseconds of the clock were not enough. */
export async function untilByClock(isSo: () => boolean, withinMs: number): Promise<boolean> {
  const end = clock.nowMs() + withinMs;
  while (!isSo()) {
    if (clock.nowMs() > end) return false;
    await pause(LOOK_MS);
  }
  return true;
}
