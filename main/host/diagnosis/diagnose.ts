import { dirname } from 'node:path';
import { existsSync } from 'node:fs';
import type { ClockStanding } from '#shared/domain';
import type { DiagnosisCheck } from '#shared/ipc';
import { present } from '#shared/lib';
import type { Mt5Setup } from '#ports';
import { clockCheck } from './clock.ts';
import { looked } from './check.ts';
import { spaceCheck, writeCheck } from './disk.ts';
import { dataPlaces } from '../data-place/index.ts';
import { folderChecks, folderThere, otherFolder } from './folder.ts';
import { mt5Checks } from './mt5.ts';
import { portCheck, type Door } from './ports.ts';

export type DiagnosisAsk = {
  readonly dataDir: string;
  readonly doors: readonly (Door & { readonly isOurs: boolean })[];
  readonly setup: Pick<Mt5Setup, 'find'>;
  /** MetaTrader is what this cockpit trades on. */
  readonly isMt5: boolean;
  /** How the running cockpit sees the clock; null: none runs. */
  readonly clock: ClockStanding | null;
  readonly wallMs: number;
};

/** The folder, or the nearest one above it that is there: a look makes nothing that a start would make. */
function nearest(folder: string): string {
  let at = folder;
  while (!existsSync(at) && dirname(at) !== at) at = dirname(at);
  return at;
}

/** Looks at everything about this PC that a cockpit needs. */
export async function diagnose(ask: DiagnosisAsk): Promise<readonly DiagnosisCheck[]> {
  const { dataDir, doors, setup, isMt5, clock, wallMs } = ask;
  const there = nearest(dataDir);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const mt5 = async (): Promise<readonly DiagnosisCheck[]> => {
    let all: readonly DiagnosisCheck[] = [];
    const first = await looked('mt5', 'MetaTrader 5', async () => {
      all = await mt5Checks(setup, isMt5);
      return present(all[0], 'one line at least');
    });
    return all.length === 0 ? [first] : all;
  };
  return [
    folderThere(dataDir),
    ...otherFolder(dataDir, dataPlaces()),
    await looked('disk-space', 'Room on the disk', () => spaceCheck(there)),
    await looked('disk-write', 'Writing to the disk', () => writeCheck(there)),
    ...folderChecks(dataDir, process),
    ...(await Promise.all(doors.map((door) => looked(door.id, door.title, () => portCheck(door, door.isOurs))))),
    await looked('clock', "The PC's clock", () => clockCheck(wallMs, zone, clock)),
    ...(await mt5()),
  ];
}
