import type { RerunAsk } from '#ports';
import type { RerunFound } from '#shared/ipc';
import { recordsOn } from '../../adapters/journal/index.ts';
import { judgedAgain } from '../rerun/index.ts';
import type { Say } from './task.ts';

/** Judges the signals of the journal in `journal` again, up to record `end`. The cockpit may be writing it meanwhile. */
export function rerunJob(
  ask: RerunAsk,
  { journal, end }: { readonly journal: string; readonly end: number },
  say: Say,
): RerunFound {
  const records = recordsOn(journal);
  try {
    return judgedAgain(ask, {
      read: records.read,
      end,
      reached: (done, found) => say({ t: 'progress', step: 'Reading records', done, total: end, found }),
    });
  } finally {
    records.close();
  }
}
