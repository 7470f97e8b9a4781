import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { storageFault } from './storage-fault.ts';

/** Another process writes this journal. */
export class JournalLocked extends Error {
  override readonly name = 'JournalLocked';
  /** The process that holds it, when it left its number. */
  readonly pid: number | null;

  constructor(dir: string, pid: number | null) {
    super(
      `${dir} is in use by another cockpit${pid === null ? '' : ` (process ${pid})`}. Close it first, or choose another data folder.`,
    );
    this.pid = pid;
  }
}

/**
 * Takes the folder for this process; returns how to give it back. The lock is an exclusive SQLite transaction that is
 * never committed: the operating system drops it with the process, however that ends, and the file stays empty, so there
 * is nothing in it to go stale or be damaged. The number in `journal.pid` is only for the message.
 */
export function takeLock(dir: string): () => void {
  const pidFile = join(dir, 'journal.pid');
  const db = new DatabaseSync(join(dir, 'journal.lock'), { timeout: 0 });
  try {
    db.exec('PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (storageFault(error) === 'busy') throw new JournalLocked(dir, holderOf(dir));
    throw error;
  }
  writeFileSync(pidFile, `${process.pid}\n`);
  return () => {
    rmSync(pidFile, { force: true });
    db.close();
  };
}

/** The process that holds a folder, as it noted itself; null when it did not. */
export const holderOf = (dir: string): number | null => pidIn(join(dir, 'journal.pid'));

function pidIn(file: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
    return Number.isSafeInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null; // The holder has not written it yet; the refusal stands without it.
  }
}
