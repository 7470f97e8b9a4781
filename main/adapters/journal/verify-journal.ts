import { existsSync, readFileSync } from 'node:fs';
import { messageOf } from '#shared/lib';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { anchorText, latestOf, type KnownAnchor } from './anchor.ts';
import { AnchorFile } from './anchor-file.ts';
import { heldAgainstAnchor } from './at-rest.ts';
import { Audit } from './audit.ts';
import { GENESIS } from './chain.ts';
import { signer } from './checkpoint.ts';
import { databaseFile, openForReading, selectRecords, walFile } from './database.ts';
import { JournalCorrupt } from './journal-corrupt.ts';
import { storedSnapshots, type Snapshot } from './snapshots.ts';
import { readMarker } from './start-marker.ts';
import { Bad, type FirstBad, type Verification, type VerifyOptions } from './verification.ts';
import { scanWal } from './wal.ts';

/**
 * Checks a journal on its own: numbering, chain, payloads, checkpoints, signatures, runs, a cut tail. Reads only; works on a
 * sealed, crashed or running journal. Never throws for what is in the folder: whatever is wrong there is the result.
 */
export function verifyJournal(dir: string, { key, onRecord, onState }: VerifyOptions = {}): Verification {
  const notes: string[] = [];
  let audit: Audit | null = null;
  let db: DatabaseSync | null = null;
  let firstBad: FirstBad | null = null;
  try {
    if (!existsSync(databaseFile(dir))) throw new Bad(null, null, `there is no journal.db in ${dir}`);
    checkLog(dir, notes);
    const signingKey = key === undefined ? keyOf(dir) : key;
    if (signingKey === null) notes.push('signatures not checked: no key');
    // Before the journal: one that is being written is ahead of it by the time it is read.
    const known = signingKey === null || readMarker(dir) !== null ? null : anchorsIn(dir, signingKey);
    db = openForReading(dir);
    db.exec('BEGIN');
    audit = new Audit(db, signingKey === null ? null : signer(signingKey), onRecord);
    const states = onState === undefined ? [] : [...storedSnapshots(db)];
    for (const row of selectRecords(db, 'ORDER BY seq').iterate()) {
      audit.record(row);
      while (states[0]?.seq === audit.records) checkState(states.shift(), onState);
    }
    if (states[0] !== undefined) throw new Bad(states[0].seq, null, 'a kept state belongs to a record that is not there');
    audit.end();
    if (known !== null) checkAnchor(db, audit, known, notes);
    checkFile(db);
    describeEnd(audit, notes);
  } catch (error) {
    firstBad = badOf(error, audit?.records ?? null);
  } finally {
    db?.close();
  }
  const { records = 0, runs = 0, checkpoints = 0, head = GENESIS } = audit ?? {};
  return { ok: firstBad === null, records, runs, checkpoints, head, firstBad, notes };
}

/** Holds the journal against what is kept outside of it: how far it came. */
function checkAnchor(db: DatabaseSync, { records, head }: Audit, known: KnownAnchor, notes: string[]): void {
  const finding = heldAgainstAnchor(db, { lastSeq: records, head, lastCheckpointSeq: 0, last: null }, known);
  if (finding?.code === 'journal_latch_lost') notes.push(finding.text);
  else if (finding !== null) throw new Bad(null, null, finding.text);
  if (known.kind === 'none') notes.push('no anchor: a tail that was cut off together with its signed head cannot be seen');
}

function checkState(snapshot: Snapshot | undefined, onState: VerifyOptions['onState']): void {
  const problem = snapshot === undefined ? undefined : onState?.(snapshot);
  if (problem !== undefined) throw new Bad(snapshot?.seq ?? null, null, `the state kept there ${problem}`);
}

function checkLog(dir: string, notes: string[]): void {
  const log = scanWal(walFile(dir));
  if (log.kind === 'damaged')
    throw new Bad(null, null, `journal.db-wal is damaged at frame ${log.frame}: commits behind it are lost`);
  if (log.kind === 'torn')
    notes.push('the last transaction in journal.db-wal is incomplete: it was never acknowledged, or it was damaged since');
}

/** Damage between the records: pages that no record is on, but that finding or adding one depends on. */
function checkFile(db: DatabaseSync): void {
  const result = Object.values(db.prepare('PRAGMA integrity_check(1)').get() ?? {})[0];
  if (result !== 'ok') throw new Bad(null, null, `the file is damaged: ${String(result)}`);
}

function describeEnd({ records, unsigned, unsealed }: Audit, notes: string[]): void {
  if (records === 0) notes.push('the journal is empty');
  if (unsealed === null) return;
  notes.push(`run ${unsealed} is not sealed: it is still running, or it crashed and was not started again`);
  if (unsigned > 0) notes.push(`the last ${unsigned} records are covered by the signed head only`);
}

/** Anything that goes wrong while reading a journal is about the record that would have come next. */
function badOf(error: unknown, read: number | null): FirstBad {
  if (error instanceof Bad) return error.first;
  if (error instanceof JournalCorrupt) return { seq: error.seq, type: null, why: error.message };
  return { seq: read === null ? null : read + 1, type: null, why: `it cannot be read: ${messageOf(error)}` };
}

/** The anchor beside the data, and the one in the folder's secrets.json. */
function anchorsIn(dir: string, key: string): KnownAnchor {
  const kept = secretIn(dir, 'anchor');
  return latestOf([...new AnchorFile(dir).read(), ...(kept === null ? [] : [kept])], anchorText(key));
}

/** The journal key of the folder's secrets.json; null when there is none to be had. */
export const keyOf = (dir: string): string | null => secretIn(dir, 'journalKey');

function secretIn(dir: string, name: 'journalKey' | 'anchor'): string | null {
  try {
    const secrets = JSON.parse(readFileSync(join(dir, 'secrets.json'), 'utf8')) as Readonly<Record<string, unknown>> | null;
    const value = secrets?.[name];
    return typeof value === 'string' && value !== '' ? value : null;
  } catch {
    return null; // On the desktop they are in the keychain, and a copied journal has none: the result carries a note.
  }
}
