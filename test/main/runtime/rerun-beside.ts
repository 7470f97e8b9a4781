import { createRerunDesk } from '#main/host/replays/index.ts';
import { judgedAgain } from '#main/replay/rerun/index.ts';
import type { BackgroundStart, HostDesk, RerunDesk } from '#ports';
import type { JournalRecord } from '#shared/events';
import { messageOf } from '#shared/lib';

/** What a process for a re-run does, in this thread and at the next turn of the loop. */
const inThisThread =
  (records: () => readonly JournalRecord[]): BackgroundStart =>
  (task, { said, ended }) => {
    if (!('journal' in task) || 'key' in task) throw new Error('only a re-run is asked for here');
    const { ask, end } = task;
    const work = (): void => {
      try {
        const read = (since: number, limit: number): readonly JournalRecord[] =>
          records().filter(({ seq }) => seq > since && seq <= since + limit);
        const reached = (done: number, found: ReturnType<typeof judgedAgain>): void =>
          said({ t: 'progress', step: 'Reading records', done, total: end, found });
        said({ t: 'judged', found: judgedAgain(ask, { read, end, reached }) });
      } catch (error) {
        said({ t: 'failed', faults: [messageOf(error)] });
      }
      ended('it ended with 0');
    };
    const soon = setImmediate(work);
    return { kill: () => clearImmediate(soon) };
  };

/** A PC that can do a re-run and nothing else. */
export function hostWithRerun(records: () => readonly JournalRecord[]): HostDesk & { readonly rerun: RerunDesk } {
  return {
    ...{ about: () => [], notices: () => null, diagnose: async () => [], keep: async () => '', bundle: async () => '' },
    rerun: createRerunDesk({ journal: 'memory', start: inThisThread(records) }),
  };
}
