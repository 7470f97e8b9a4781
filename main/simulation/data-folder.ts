import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { JournalRecord } from '#shared/events';
import type { AnchorPlace, Clock } from '#ports';
import { openJournal, type SqliteJournal } from '../adapters/journal/index.ts';
import { VERSION } from '../host/version.ts';
import { virtualClock } from '../adapters/system/index.ts';

const KEY = 'jk-2b9e7c40f1a84d5597dd-simulated';
const FILES = ['journal.db', 'journal.db-wal', 'journal.db-shm'] as const;

/** A journal on a real disk, in a folder of its own, and the second place of its anchor. */
export class DataFolder {
  readonly #dir = mkdtempSync(join(tmpdir(), 'cockpit-simulated-'));
  #older: string | null = null;
  readonly #place: AnchorPlace;

  /** Every run of a past in a life of its own, sealed. A copy of the files is kept as they were after some of the runs. */
  constructor(records: readonly JournalRecord[], copyAfterRun: number, nowMs: number) {
    let kept: string | null = null;
    this.#place = {
      read: () => kept,
      write: (text) => {
        kept = text;
      },
    };
    const clock = virtualClock(nowMs);
    const runs = runsOf(records);
    for (const [index, run] of runs.entries()) {
      const journal = this.open(run[0]?.run ?? '', clock);
      journal.append(run);
      journal.commit();
      clock.runSoon();
      journal.seal();
      if (index === copyAfterRun && index < runs.length - 1) this.#copy();
    }
  }

  open(run: string, clock: Clock): SqliteJournal {
    return openJournal({ dir: this.#dir, key: KEY, run, clock, createdBy: VERSION, place: this.#place });
  }

  delete(): void {
    for (const name of FILES) rmSync(join(this.#dir, name), { force: true });
  }

  /** The files as they were once. False: there is no copy that is older. */
  rollBack(): boolean {
    if (this.#older === null) return false;
    this.delete();
    cpSync(join(this.#older, 'journal.db'), join(this.#dir, 'journal.db'));
    return true;
  }

  empty(): void {
    this.delete();
    writeFileSync(join(this.#dir, 'journal.db'), '');
  }

  /** With a tool for databases, as anybody without the key can. */
  sql(...statements: readonly string[]): void {
    const db = new DatabaseSync(join(this.#dir, 'journal.db'));
    db.enableDefensive(false);
    for (const statement of statements) db.exec(statement);
    db.close();
  }

  remove(): void {
    rmSync(this.#dir, { recursive: true, force: true, maxRetries: 5 });
  }

  #copy(): void {
    this.#older = join(this.#dir, 'older');
    cpSync(join(this.#dir, 'journal.db'), join(this.#older, 'journal.db'));
  }
}

/** Records that follow each other in one run. */
function runsOf(records: readonly JournalRecord[]): readonly (readonly JournalRecord[])[] {
  const runs: JournalRecord[][] = [];
  for (const record of records) {
    const last = runs.at(-1);
    if (last?.[0]?.run === record.run) last.push(record);
    else runs.push([record]);
  }
  return runs;
}
