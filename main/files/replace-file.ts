import { rmSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { isHeld, moveFile, PAUSES_MS, type MoveWorld } from './move-file.ts';

/** Puts a draft in a file's place, and takes the draft away where that cannot be done. Throws the refusal. */
export function replaceFile(draft: string, file: string, world?: MoveWorld): void {
  try {
    moveFile(draft, file, world);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** What moving a file meets, where nothing is kept waiting: another one in tests. */
type SoonWorld = {
  readonly platform: NodeJS.Platform;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly pause: (ms: number) => Promise<unknown>;
};
const SYSTEM: SoonWorld = { platform: process.platform, rename, pause };

/** The same without keeping anything else waiting, also for a folder where none is yet. */
export async function replaceFileSoon(draft: string, file: string, world: SoonWorld = SYSTEM): Promise<void> {
  try {
    for (const ms of PAUSES_MS) {
      try {
        await world.rename(draft, file);
        return;
      } catch (error) {
        if (!isHeld(error, world.platform)) throw error;
        await world.pause(ms);
      }
    }
    await world.rename(draft, file);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
}
