import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verifyJournal } from '#main/adapters/journal/index.ts';
import { openForReading } from '#main/adapters/journal/database.ts';
import { crashedJournal } from './crash.ts';
import { KEY, sealedJournal, temporaryFolder } from './sample-records.ts';

const TABLES = { records: 10, checkpoints: 8, runs: 5 } as const;

/** Everything the tables hold, spelled out. */
function everything(dir: string): string {
  const db = openForReading(dir);
  const rows = Object.keys(TABLES).map((table) => db.prepare(`SELECT * FROM ${table} ORDER BY 1`).all());
  db.close();
  return JSON.stringify(rows);
}

/** Flips bits of one byte of a file and says what a check makes of it. */
function flipping(dir: string, file: string) {
  const bytes = readFileSync(`${dir}/${file}`);
  const copy = temporaryFolder();
  return {
    bytes,
    check: (at: number, mask: number) => {
      cpSync(dir, copy, { recursive: true });
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ mask;
      writeFileSync(`${copy}/${file}`, changed);
      return { found: verifyJournal(copy, { key: KEY }), copy };
    },
  };
}
const mask = fc.integer({ min: 1, max: 255 });

test('any one byte of any payload or hash, changed in the file, is found at its record', () => {
  const dir = sealedJournal(60, 40);
  const whole = new DatabaseSync(`${dir}/journal.db`);
  whole.exec('VACUUM'); // Together with lastIndexOf: pages that were split keep copies that nothing reads.
  whole.close();
  const { bytes, check } = flipping(dir, 'journal.db');
  const db = openForReading(dir);
  const cells = db.prepare('SELECT seq, payload, hash FROM records').all();
  db.close();
  const places = cells.flatMap((row) =>
    [row['payload'], row['hash']].map((text) => ({
      seq: row['seq'],
      at: bytes.lastIndexOf(text as string),
      length: Buffer.byteLength(text as string),
    })),
  );
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.nat(), mask, ({ seq, at, length }, offset, bits) => {
      expect(check(at + (offset % length), bits).found.firstBad?.seq).toBe(seq);
    }),
    { numRuns: 150 },
  );
});

test('any one byte of the whole file, changed, is found or changed nothing that was recorded', () => {
  const dir = sealedJournal(60, 40);
  const before = everything(dir);
  const { bytes, check } = flipping(dir, 'journal.db');
  let harmless = 0;
  const one = (at: number, bits: number): void => {
    const { found, copy } = check(at, bits);
    expect(found.ok).toBe(found.firstBad === null);
    if (!found.ok) return;
    harmless += 1;
    expect(everything(copy)).toBe(before);
  };
  for (let at = 0; at < 100; at += 1) one(at, 0xff); // The header, byte by byte.
  fc.assert(fc.property(fc.nat(bytes.length - 1), mask, one), { numRuns: 200 });
  expect(harmless).toBeGreaterThan(0);
});

test('any one cell of the tables, changed, is found', () => {
  const dir = sealedJournal(30, 20);
  const copy = temporaryFolder();
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(TABLES)), fc.nat(), fc.nat(), fc.nat(), (table, rowPick, columnPick, charPick) => {
      cpSync(dir, copy, { recursive: true });
      const db = new DatabaseSync(`${copy}/journal.db`);
      const rows = db.prepare(`SELECT rowid AS place, * FROM ${table}`).all();
      const row = rows[rowPick % rows.length] ?? {};
      const columns = Object.keys(row).filter((name) => name !== 'place');
      const column = columns[columnPick % columns.length] ?? '';
      const value = row[column];
      const flipped =
        typeof value === 'string' && value !== ''
          ? flipChar(value, charPick % value.length)
          : value === null
            ? 'x'
            : (value as number) + 100;
      db.prepare(`UPDATE ${table} SET ${column} = ? WHERE rowid = ?`).run(flipped, row['place'] as number);
      db.close();
      expect(verifyJournal(copy, { key: KEY }).ok, `${table}.${column} of row ${String(row['place'])}`).toBe(false);
    }),
    { numRuns: 150 },
  );
});

const flipChar = (text: string, at: number): string =>
  text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);

test('any one byte of a crashed log, changed, is found unless it is in the last transaction', () => {
  const dir = crashedJournal(120);
  const { bytes, check } = flipping(dir, 'journal.db-wal');
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), mask, (at, bits) => {
      const { found } = check(at, bits);
      if (!found.ok) return;
      expect(found.records).toBeGreaterThanOrEqual(110);
      if (found.records < 120) expect(found.notes[0]).toMatch(/last transaction .* is incomplete/);
    }),
    { numRuns: 150 },
  );
});
