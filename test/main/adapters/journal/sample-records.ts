import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openJournal, type SqliteJournal } from '#main/adapters/journal/index.ts';
import { virtualClock } from '#main/adapters/system/index.ts';
import type { JournalRecord } from '#shared/events';

export const KEY = 'the journal key';
export const T0 = 1_754_296_080_000;

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'journal-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

export const sample = (seq: number, run = 'run-1'): JournalRecord => ({
  seq,
  at: T0 + seq,
  run,
  version: 2,
  correlationId: `tv-${seq}`,
  causationId: seq % 2 === 0 ? String(seq - 1) : null,
  actor: 'webhook',
  type: 'signal.refused',
  payload: {
    code: 'invalid_signal',
    text: `M5_BOS does not trade in "tokyo" — zu früh, ${seq}`,
    source: 'webhook',
    signalId: null,
  },
});

export const samples = (from: number, to: number, run = 'run-1'): readonly JournalRecord[] =>
  Array.from({ length: to - from + 1 }, (_, i) => sample(from + i, run));

export const sealed = (seq: number, run: string, how: 'clean' | 'recovered'): JournalRecord => ({
  ...sample(seq, run),
  type: 'run.sealed',
  payload: { how, reason: 'the test says so' },
});

export const open = (dir: string, run = 'run-1', key = KEY): SqliteJournal =>
  openJournal({ dir, key, run, clock: virtualClock(T0), createdBy: '0.0.0' });

/** A journal of sealed runs in a new folder: one run for each count. */
export function sealedJournal(...counts: readonly number[]): string {
  const dir = temporaryFolder();
  let seq = 0;
  counts.forEach((count, i) => {
    const run = `run-${i + 1}`;
    const journal = open(dir, run);
    journal.append(samples(seq + 1, seq + count, run));
    journal.seal();
    seq += count;
  });
  return dir;
}
