import type { ProcessIncarnation } from './incarnation.ts';
import type { VirtualClock } from '../adapters/system/index.ts';
import type { Witnesses } from './witness/index.ts';

type Starting = { readonly clock: VirtualClock; readonly witnesses: Pick<Witnesses, 'fail'> };

/** Comes back when every promise that can go on has gone on. Nothing here waits for the world, so no turn of the loop is needed. */
export const rest = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

/** Runs the world until a start has ended, one way or the other, or the process with it. */
export async function started({ clock, witnesses }: Starting, life: ProcessIncarnation, start: Promise<void>): Promise<void> {
  const end: { done: boolean; error: Error | null } = { done: false, error: null };
  start.then(
    () => {
      end.done = true;
    },
    (error: unknown) => {
      end.done = true;
      end.error = error instanceof Error ? error : new Error(String(error));
    },
  );
  while (!end.done && life.alive) {
    await rest();
    if (clock.runSoon() === 0) clock.advanceBy(1);
  }
  if (end.error !== null && life.alive) witnesses.fail('BUG', `The start failed: ${end.error.stack ?? end.error.message}`);
}
