import { renameSync } from 'node:fs';

/** Pauses between tries, ms: half a second together, which a virus scanner or an indexer rarely takes. */
export const PAUSES_MS: readonly number[] = [20, 50, 100, 150, 180];
/** What Windows says of a file that another program holds open; elsewhere the same codes mean what they say. */
const HELD = new Set(['EPERM', 'EACCES', 'EBUSY']);

export type MoveWorld = {
  readonly platform: NodeJS.Platform;
  readonly rename: (from: string, to: string) => void;
  readonly pause: (ms: number) => void;
};

const world: MoveWorld = {
  platform: process.platform,
  rename: renameSync,
  pause: (ms) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms),
};

/** Whether another try may help: on Windows, with a file that is held. */
export const isHeld = (error: unknown, platform: NodeJS.Platform): boolean =>
  platform === 'win32' && HELD.has(String((error as NodeJS.ErrnoException).code));

/** Renames a file over whatever is at `to`. On Windows up to five more tries within half a second. Throws the last refusal. */
export function moveFile(from: string, to: string, { platform, rename, pause }: MoveWorld = world): void {
  for (const ms of PAUSES_MS) {
    try {
      rename(from, to);
      return;
    } catch (error) {
      if (!isHeld(error, platform)) throw error;
      pause(ms);
    }
  }
  rename(from, to);
}
