import { expect, test } from 'vitest';
import { badText, checkJournal } from '#main/host/index.ts';
import type { Certificate, JournalRecord } from '#shared/events';
import { KEY, writtenJournal } from './replays/written-journal.ts';

const certificate: Certificate = {
  ...{ id: 'stop-1', reason: 'news', actor: 'trader:window', flatten: true, state: 'flat', latchedAt: 1_000, endedAt: 2_000 },
  steps: [{ step: 'verified', at: 1_900, text: 'Snapshot 1 of 2: no position, no order' }],
  tickets: [],
};

/** A run of another version, which is not decided again, and whose stop is called flat after one clean look. */
function otherVersion(records: readonly JournalRecord[]): readonly JournalRecord[] {
  const run = records.map((record) =>
    record.type === 'run.started' ? { ...record, payload: { ...record.payload, version: '0.0.1' } } : record,
  );
  const last = run.at(-1)!;
  return [...run, { ...last, seq: last.seq + 1, type: 'stop.progressed', payload: { certificate } }];
}

test('a stop that the records do not support makes a journal unsound, also where a version cannot be decided again', async () => {
  const { dir, journal } = await writtenJournal(otherVersion);
  journal.seal();
  const { found, notes, bad } = checkJournal(dir, { key: KEY, isAgain: true });
  expect([found.ok, bad === null ? null : badText(bad)]).toEqual([
    true,
    'the journal: stop stop-1 is called flat on 1 clean looks',
  ]);
  expect(notes.join('\n')).toMatch(/runs of version 0\.0\.1 were not decided again by version \d/);
  expect(checkJournal(dir, { key: KEY, isAgain: false }).bad).toBeNull();
});
