import type { BackgroundProcess, BackgroundStart, BackgroundWord, RerunAsk, RerunDesk } from '#ports';
import { mergePatch, parseConfig } from '#shared/config';
import type { RerunFound, RerunView } from '#shared/ipc';
import { ok } from '#shared/lib';
import { refused } from './refused.ts';

const NOTHING: RerunFound = {
  ...{ judged: 0, same: 0, sized: 0, refused: 0, taken: 0, trades: 0, pnl: 0, would: 0 },
  rows: [],
};
const NONE: RerunView = {
  ...{ state: 'none', reached: 0, end: 0, change: {}, from: null, to: null, fault: null },
  found: NOTHING,
};

/** At most one process that reads the journal of `journal`, a folder, and what it has said. */
export function createRerunDesk({ journal, start }: { readonly journal: string; readonly start: BackgroundStart }): RerunDesk {
  let view = NONE;
  let process: BackgroundProcess | null = null;
  /** Counts the runs: what a process says that is not the newest one's counts no more. */
  let round = 0;
  const endIt = (): void => {
    round += 1;
    process?.kill();
    process = null;
  };
  const begin = (ask: RerunAsk, end: number): void => {
    endIt();
    const own = round;
    view = { ...NONE, ...ask, state: 'running', end };
    const settle = (last: RerunView): void => {
      round += 1;
      process = null;
      view = last;
    };
    process = start(
      { ask: { ...ask, kindOfJob: 'rerun' }, journal, end },
      {
        said: (word) => {
          if (own !== round) return;
          if (word.t === 'progress') view = { ...view, reached: word.done, found: word.found ?? view.found };
          else settle(after(view, word));
        },
        ended: (why) => {
          if (own === round) settle({ ...view, state: 'failed', fault: `The process for it was broken off: ${why}` });
        },
      },
    );
  };
  return {
    start: (ask, { config, lastSeq }) => {
      const parsed = parseConfig(mergePatch(config, ask.change));
      if (!parsed.ok) return refused('bad_config', parsed.error.map(({ path, message }) => `${path}: ${message}`).join('; '));
      begin(ask, lastSeq);
      return ok(view);
    },
    view: () => view,
    cancel: () => {
      if (view.state !== 'running') return view;
      endIt();
      view = { ...view, state: 'cancelled' };
      return view;
    },
  };
}

function after(view: RerunView, word: BackgroundWord): RerunView {
  if (word.t === 'judged') return { ...view, state: 'done', reached: view.end, found: word.found };
  return { ...view, state: 'failed', fault: word.t === 'failed' ? word.faults.join('; ') : 'The process for it said nothing' };
}
