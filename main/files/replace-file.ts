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

/** The same without keeping anything else waiting, also for a folder where none is yet. */
export async function replaceFileSoon(draft: string, file: string, platform = process.platform): Promise<void> {
  try {
    for (const ms of PAUSES_MS) {
      try {
        await rename(draft, file);
        return;
      } catch (error) {
        if (!isHeld(error, platform)) throw error;
        await pause(ms);
      }
    }
    await rename(draft, file);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
}
