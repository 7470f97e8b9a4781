import type { BackgroundStart, BackgroundWord, Clock, VerifyDesk } from '#ports';
import type { VerifyView } from '#shared/ipc';
import { oneProcess } from './one-process.ts';

type VerifyParts = {
  /** The folder of the journal, and the key that signs it. */
  readonly journal: string;
  readonly key: string;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly start: BackgroundStart;
};

/** At most one process that checks the journal, and what it has said. */
export function createVerifyDesk({ journal, key, clock, start }: VerifyParts): VerifyDesk {
  const process = oneProcess(start);
  let view: VerifyView = { state: 'none', reached: 0, end: 0, at: null, verdict: null, fault: null };
  const now = (): number => Math.max(0, Math.floor(clock.nowMs()));
  return {
    start: (lastSeq) => {
      if (view.state === 'running') return view;
      view = { state: 'running', reached: 0, end: lastSeq, at: null, verdict: null, fault: null };
      process.begin({ ask: { kindOfJob: 'verify' }, journal, key, end: lastSeq }, (word) => (view = after(view, word, now())));
      return view;
    },
    view: () => view,
    cancel: () => {
      if (view.state !== 'running') return view;
      process.end();
      view = { ...view, state: 'cancelled', at: now() };
      return view;
    },
  };
}

function after(view: VerifyView, word: BackgroundWord, at: number): VerifyView {
  // Records that were written since it began are read as well.
  if (word.t === 'progress') return { ...view, reached: Math.min(word.done, view.end) };
  if (word.t === 'verified') return { ...view, state: 'done', reached: view.end, at, verdict: word.verdict };
  return {
    ...{ ...view, state: 'failed', at },
    fault: word.t === 'failed' ? word.faults.join('; ') : 'The process for it said something else',
  };
}
