import { openJournal, type SqliteJournal } from '#main/adapters/journal/index.ts';
import { virtualClock } from '#main/adapters/system/index.ts';
import type { JournalRecord } from '#shared/events';
import type { Config } from '#shared/config';
import { CockpitInMemory, MONDAY } from '../../runtime/cockpit-in-memory.ts';
import { folderOf } from './desk.ts';

export const KEY = 'k';

/** A journal on disk with one trade that won, open as a running cockpit has it. `changed`: what is written instead. */
export async function writtenJournal(
  changed: (records: readonly JournalRecord[]) => readonly JournalRecord[] = (records) => records,
): Promise<{
  readonly story: CockpitInMemory;
  readonly dir: string;
  readonly journal: SqliteJournal;
  readonly now: { readonly config: Config; readonly lastSeq: number };
}> {
  const story = await CockpitInMemory.open({ config: { approvals: { mode: 'auto' } } });
  await story.opened('won');
  await story.price('EURUSD', 1.2);
  await story.advance(6_000);
  const dir = folderOf();
  const journal = openJournal({ dir, key: KEY, run: 'run-1', clock: virtualClock(MONDAY), createdBy: '0.0.0' });
  journal.append(changed(story.records));
  journal.commit();
  return { story, dir, journal, now: { config: story.cockpit.config, lastSeq: journal.stats().lastSeq } };
}

/** What a desk shows once nothing is under way any more. */
export async function overOf<V extends { readonly state: string }>(desk: { view(): V }): Promise<V> {
  while (desk.view().state === 'running') await new Promise((resolve) => setTimeout(resolve, 20));
  return desk.view();
}
