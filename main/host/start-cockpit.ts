import { mkdirSync } from 'node:fs';
import { holderOf, JournalLocked } from '../adapters/journal/index.ts';
import { lockFolder, type FolderLock } from '../adapters/system/index.ts';
import { startOnFolder } from './cockpit.ts';
import type { CockpitOptions, RunningCockpit } from './options.ts';
import { startFault } from './start-faults.ts';
import { TERMINAL_FACTORIES } from './terminal.ts';

/**
 * The cockpit as it runs in real time, on the desktop and headless alike, on a data folder that nobody else has meanwhile.
 * `factories` makes the terminal of the kind that is asked for. Throws StartFault for what a person can put right.
 */
export async function startCockpit(options: CockpitOptions, factories = TERMINAL_FACTORIES): Promise<RunningCockpit> {
  const lock = await heldFolder(options);
  try {
    const running = await startOnFolder(options, factories);
    return {
      ...running,
      stop: (reason) => running.stop(reason).finally(() => lock.release()),
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function heldFolder(options: CockpitOptions): Promise<FolderLock> {
  const { dataDir } = options;
  try {
    mkdirSync(dataDir, { recursive: true });
    const lock = await lockFolder(dataDir);
    if (lock === null) throw new JournalLocked(dataDir, holderOf(dataDir));
    return lock;
  } catch (error) {
    throw startFault(error, options);
  }
}
