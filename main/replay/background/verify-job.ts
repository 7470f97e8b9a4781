import type { JournalVerdict } from '#shared/ipc';
import { badText, checkJournal } from '../../host/index.ts';
import type { Say } from './task.ts';

/** Progress is told after so many records. */
const TOLD_EVERY = 500;

type VerifyPlace = { readonly journal: string; readonly key: string; readonly end: number };

/** Checks the journal of a folder as `npm run verify` does, also while a cockpit writes it. */
export function verifyJob({ journal, key, end }: VerifyPlace, say: Say): JournalVerdict {
  const { found, notes, bad } = checkJournal(journal, {
    key,
    isAgain: true,
    reached: (done) => {
      if (done % TOLD_EVERY === 0) say({ t: 'progress', step: 'Reading records', done, total: end });
    },
  });
  const { records, runs, checkpoints, head } = found;
  return { ...{ records, runs, checkpoints, head }, bad: bad === null ? null : badText(bad), notes: [...notes] };
}
