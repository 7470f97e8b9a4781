import { constants, setPriority } from 'node:os';
import { join, sep } from 'node:path';
import type { BackgroundTask, BackgroundWord } from '#ports';
import { messageOf } from '#shared/lib';
import { StartFault } from '../../host/index.ts';
import { compareJob } from './compare-job.ts';
import { inspectJob } from './inspect-job.ts';
import { rerunJob } from './rerun-job.ts';
import { replayJob } from './replay-job.ts';
import { sweepJob } from './sweep-job.ts';
import type { Say } from './task.ts';
import { verifyJob } from './verify-job.ts';

/** The other end of this process. */
export type JobPort = {
  onTask(listener: (task: BackgroundTask) => void): void;
  say(word: BackgroundWord): void;
  /** Ends the process once its last word is on its way. */
  end(): void;
};

/** Progress is told so often at most, ms. */
const SAY_EVERY_MS = 150;

/** Does the one task that comes, tells how far it is, and ends. What trades on this PC goes before it. */
export function serveJobs(port: JobPort): void {
  port.onTask((task) => {
    stepAside();
    void done(task, spaced(port.say)).then((word) => {
      port.say(word);
      port.end();
    });
  });
}

function done(task: BackgroundTask, say: Say): Promise<BackgroundWord> {
  return doneBy(task, say).catch((error: unknown) => {
    const faults = error instanceof StartFault ? error.lines : [messageOf(error)];
    // Files are known by their names here: where they lie stands beside the list.
    return { t: 'failed', faults: 'folder' in task ? faults.map((line) => line.replaceAll(join(task.folder, sep), '')) : faults };
  });
}

async function doneBy(task: BackgroundTask, say: Say): Promise<BackgroundWord> {
  if ('a' in task) return { t: 'compared', comparison: compareJob(task.a, task.b) };
  if ('key' in task) return { t: 'verified', verdict: verifyJob(task, say) };
  if ('journal' in task) return { t: 'judged', found: rerunJob(task.ask, task, say) };
  if (!('out' in task)) return { t: 'inspected', quality: await inspectJob(task.ask, task.folder, say) };
  const { ask, ...place } = task;
  return { t: 'kept', run: await (ask.kindOfJob === 'replay' ? replayJob(ask, place, say) : sweepJob(ask, place, say)) };
}

/** A machine that does not let it be changed runs it as it is. */
function stepAside(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // As it is, then.
  }
}

function spaced(say: Say): Say {
  let [at, step] = [-Infinity, ''];
  return (word) => {
    const now = performance.now();
    if (word.t === 'progress' && word.step === step && now - at < SAY_EVERY_MS && word.done < word.total) return;
    [at, step] = [now, word.t === 'progress' ? word.step : ''];
    say(word);
  };
}
