import type { Engine } from '#engine';
import type { JournalRecord } from '#shared/events';
import { messageOf } from '#shared/lib';
import { JournalCorrupt, type SqliteJournal } from '../adapters/journal/index.ts';
import type { Runtime } from '../runtime/index.ts';

/** A record that makes no sense to the engine is a damaged journal, and is told as one. */
export async function foldOrExplain(runtime: Runtime, journal: SqliteJournal, kept: Engine | null): Promise<void> {
  const reached = { seq: kept?.cockpit.lastSeq ?? 0, isEnd: false };
  const records = function* (): Generator<JournalRecord, void, undefined> {
    for (const record of journal.readAll(reached.seq)) {
      reached.seq = record.seq;
      yield record;
    }
    reached.isEnd = true;
  };
  try {
    await runtime.start(records(), kept);
  } catch (error) {
    if (reached.isEnd || error instanceof JournalCorrupt) throw error;
    const why = messageOf(error);
    throw new JournalCorrupt(reached.seq, `it does not follow from what is before it (${why})`);
  }
}
