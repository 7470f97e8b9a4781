import { closeSync, constants, openSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { isHeld, PAUSES_MS } from './move-file.ts';

/** libuv's flags of Windows, which Node takes and names nowhere: shared with nobody, and removed with its last handle. */
const [EXCLUSIVE, TEMPORARY] = [0x1000_0000, 0x40];

export type HoldWorld = {
  readonly open: (path: string) => number;
  readonly close: (fd: number) => void;
  readonly pause: (ms: number) => Promise<unknown>;
};

const world: HoldWorld = {
  open: (path) => openSync(path, constants.O_RDWR | constants.O_CREAT | EXCLUSIVE | TEMPORARY),
  close: closeSync,
  pause,
};

/**
 * Windows only: makes a file that this process alone may open, and nobody may remove, for as long as it is held; null when another
 * process holds it. The system lets it go and removes it with the process, however that ends, so it never goes stale: one that a
 * power cut leaves behind is opened like a new one. A scanner that looks into such a leftover is waited for, half a second at the most.
 * Throws what the folder says besides.
 */
export async function holdFile(path: string, { open, close, pause: wait }: HoldWorld = world): Promise<(() => void) | null> {
  for (const ms of [...PAUSES_MS, null]) {
    try {
      const fd = open(path);
      return () => close(fd);
    } catch (error) {
      if (!isHeld(error, 'win32')) throw error;
      if (ms !== null) await wait(ms);
      else if ((error as NodeJS.ErrnoException).code === 'EBUSY') return null;
      else throw error;
    }
  }
  return null;
}
