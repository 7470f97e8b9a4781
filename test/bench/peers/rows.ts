import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ownFolder } from '../world/folder.ts';

/** Rows of type and payload in SQLite; the promise is kept when the row is as durable as the mode makes it. */
export type Rows = { put(type: string, payload: unknown): Promise<void> };

export function openRows(mode: 'NORMAL' | 'FULL', grouped: boolean): Rows {
  const db = new DatabaseSync(join(ownFolder(), 'rows.db'));
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${mode}`);
  db.exec('CREATE TABLE rows (seq INTEGER PRIMARY KEY, at INTEGER, type TEXT, payload TEXT) STRICT');
  const insert = db.prepare('INSERT INTO rows (at, type, payload) VALUES (?, ?, ?)');
  const write = (type: string, payload: unknown): void => void insert.run(Date.now(), type, JSON.stringify(payload));
  if (!grouped) return { put: async (type, payload) => write(type, payload) };
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  let waiting: { readonly type: string; readonly payload: unknown; readonly done: () => void }[] = [];
  const flush = (): void => {
    const batch = waiting;
    waiting = [];
    begin.run();
    for (const { type, payload } of batch) write(type, payload);
    commit.run();
    for (const { done } of batch) done();
  };
  return {
    put: (type, payload) =>
      new Promise((done) => {
        if (waiting.length === 0) setImmediate(flush);
        waiting.push({ type, payload, done });
      }),
  };
}
