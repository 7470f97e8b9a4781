import type { BackgroundStart, BackgroundWord, RerunDesk } from '#ports';
import { mergePatch, parseConfig } from '#shared/config';
import type { RerunFound, RerunView } from '#shared/ipc';
import { ok } from '#shared/lib';
import { oneProcess } from './one-process.ts';
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
  const process = oneProcess(start);
  let view = NONE;
  return {
    start: (ask, { config, lastSeq }) => {
      const parsed = parseConfig(mergePatch(config, ask.change));
      if (!parsed.ok) return refused('bad_config', parsed.error.map(({ path, message }) => `${path}: ${message}`).join('; '));
      view = { ...NONE, ...ask, state: 'running', end: lastSeq };
      process.begin({ ask: { ...ask, kindOfJob: 'rerun' }, journal, end: lastSeq }, (word) => (view = after(view, word)));
      return ok(view);
    },
    view: () => view,
    cancel: () => {
      if (view.state !== 'running') return view;
      process.end();
      view = { ...view, state: 'cancelled' };
      return view;
    },
  };
}

function after(view: RerunView, word: BackgroundWord): RerunView {
  if (word.t === 'progress') return { ...view, reached: word.done, found: word.found ?? view.found };
  if (word.t === 'judged') return { ...view, state: 'done', reached: view.end, found: word.found };
  return {
    ...view,
    state: 'failed',
    fault: word.t === 'failed' ? word.faults.join('; ') : 'The process for it said something else',
  };
}
