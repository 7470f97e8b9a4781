import { closeSync, fdatasync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openJournal } from '#main/adapters/journal/index.ts';
import { systemClock } from '#main/adapters/system/index.ts';
import { canonicalJson } from '#shared/lib';
import { ownFolder } from './folder.ts';
import { endlessRecords, RUN } from './records.ts';

/** Somewhere to put records: `put` writes so many and returns when they are durable. */
export type Store = { readonly put: (count: number) => Promise<void> | void; readonly close: () => void };

/** The product's journal: hash chain, signed head, FULL. */
export function journalStore(): Store {
  const journal = openJournal({ dir: ownFolder(), key: 'bench', run: RUN, clock: systemClock(), createdBy: 'bench' });
  const records = endlessRecords();
  return {
    put: (count) => {
      for (let i = 0; i < count; i += 1) journal.append([records.next().value]);
      journal.commit();
    },
    close: () => journal.seal(),
  };
}

/** The same records as bare rows: SQLite in WAL mode with FULL, and nothing that vouches for them. */
export function sqliteStore(): Store {
  const db = new DatabaseSync(join(ownFolder(), 'bare.db'));
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000');
  db.exec(
    'CREATE TABLE records (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, type TEXT NOT NULL, payload TEXT NOT NULL) STRICT',
  );
  const insert = db.prepare('INSERT INTO records VALUES (?, ?, ?, ?)');
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const records = endlessRecords();
  return {
    put: (count) => {
      begin.run();
      for (let i = 0; i < count; i += 1) {
        const { seq, at, type, payload } = records.next().value;
        insert.run(seq, at, type, JSON.stringify(payload));
      }
      commit.run();
    },
    close: () => db.close(),
  };
}

/** The floor of real durability: lines to a file, and fdatasync. */
export function fileStore(sync: 'waiting' | 'aside'): Store {
  const fd = openSync(join(ownFolder(), 'lines.log'), 'a');
  const records = endlessRecords();
  const write = (count: number): void => {
    let text = '';
    for (let i = 0; i < count; i += 1) text += `${canonicalJson(records.next().value)}\n`;
    writeSync(fd, text);
  };
  return {
    put: (count) => {
      write(count);
      if (sync === 'waiting') return fdatasyncSync(fd);
      return new Promise((resolve, reject) => fdatasync(fd, (error) => (error === null ? resolve() : reject(error))));
    },
    close: () => closeSync(fd),
  };
}
