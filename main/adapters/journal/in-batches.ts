import { assert } from '#shared/lib';
import type { Journal } from '#ports';
import { TradedInMemory } from './traded-in-memory.ts';

/** Records that share a transaction: few enough to be kept in memory, many enough that the disk is waited for seldom. */
const BATCH = 2_000;

/**
 * An empty journal whose records become durable many at a time, and before records are read. Only for a run whose effects end
 * with the process, as those of a replay do: what is lost in a crash then was never done. The records and their hashes are the
 * same as without it.
 */
export function inBatches(journal: Journal, batch = BATCH): Journal {
  assert(journal.stats().lastSeq === 0, 'a run in batches begins its journal');
  // Asked for every signal: so it is known without the disk.
  const known = new TradedInMemory();
  let waiting = 0;
  const write = (): void => {
    waiting = 0;
    journal.commit();
  };
  /** What was appended is part of the answer. */
  const asked = (): Journal => {
    if (waiting > 0) write();
    return journal;
  };
  return {
    stats: () => journal.stats(),
    append: (records) => {
      journal.append(records);
      for (const record of records) known.add(record);
      waiting += records.length;
    },
    commit: () => {
      if (waiting >= batch) write();
    },
    mend: () => journal.mend(),
    read: (since, limit) => asked().read(since, limit),
    find: (query) => asked().find(query),
    traded: (signalId, fingerprint) => known.find(signalId, fingerprint),
    keepState: (state, freshMin) => {
      const whole = (): string => {
        const text = state();
        if (waiting > 0) write();
        return text;
      };
      asked().keepState(whole, freshMin);
    },
    seal: () => {
      journal.seal();
    },
  };
}
