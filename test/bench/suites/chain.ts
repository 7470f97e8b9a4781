import { memoryJournal } from '#main/adapters/journal/index.ts';
import type { JournalRecord } from '#shared/events';
import { canonicalJson } from '#shared/lib';
import { keep } from '../measure/keep.ts';
import { nanoseconds } from '../measure/nanoseconds.ts';
import type { Figures, Suite } from '../suite.ts';
import { runRecords } from '../world/records.ts';

const WARM = 10_000;
const RECORDS = 30_000;

function timed(through: (records: readonly JournalRecord[]) => void): Figures {
  const sample = runRecords(2_000);
  const all = Array.from({ length: WARM + RECORDS }, (_, i) => ({ ...(sample[i % sample.length] as JournalRecord), seq: i + 1 }));
  through(all.slice(0, WARM));
  const began = nanoseconds();
  through(all.slice(WARM));
  return { ns: (nanoseconds() - began) / RECORDS };
}

function intoMemory(hashed: boolean): Figures {
  const journal = memoryJournal({ hashed, keep: 1 });
  return timed((records) => {
    for (const record of records) {
      journal.append([record]);
      journal.commit();
    }
  });
}

export const suite: Suite = {
  name: 'chain',
  title: 'Hash chain: a record into the journal in memory',
  baseline: 'without chain',
  metrics: [{ key: 'ns', label: 'a record', unit: 'ns' }],
  candidates: [
    { name: 'without chain', measure: () => intoMemory(false) },
    { name: 'with chain (canonical JSON + SHA-256)', measure: () => intoMemory(true) },
    {
      name: 'canonical JSON of the payload alone',
      measure: () =>
        timed((records) => {
          for (const { payload } of records) keep(canonicalJson(payload).length);
        }),
    },
    {
      name: 'JSON.stringify of the payload alone',
      measure: () =>
        timed((records) => {
          for (const { payload } of records) keep(JSON.stringify(payload).length);
        }),
    },
  ],
  notes: ['On disk the chain cannot be switched off; compare with the time of one record in a group commit.'],
};
