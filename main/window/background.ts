import { utilityProcess } from 'electron/main';
import type { BackgroundStart, BackgroundWord } from '#ports';
import { BACKGROUND_SERVICE } from './crash-watch.ts';

const STDERR_KEPT = 2_000;

/** A utility process of Electron for one task: it needs no Node of its own, and goes when the cockpit goes. */
export const utilityBackground =
  (program: string): BackgroundStart =>
  (task, { said, ended }) => {
    const child = utilityProcess.fork(program, [], { stdio: 'pipe', serviceName: BACKGROUND_SERVICE });
    let last = '';
    child.stderr?.on('data', (text: Buffer) => {
      last = `${last}${text.toString('utf8')}`.slice(-STDERR_KEPT);
    });
    child.on('message', (word: BackgroundWord) => {
      said(word);
      // A message that was posted right before the end may be lost, so the end comes from here.
      if (word.t !== 'progress') child.kill();
    });
    child.once('exit', (code) => ended(`it ended with ${code}${last === '' ? '' : `: ${last.trim().slice(-300)}`}`));
    child.once('spawn', () => child.postMessage(task));
    return { kill: () => void child.kill() };
  };
