import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { BackgroundStart, BackgroundWord } from '#ports';

/** The program beside this one, where it runs from its sources. The desktop has a bundle of it. */
const PROGRAM = join(import.meta.dirname, '..', '..', 'background.ts');

/** A process of Node for one task; it goes when this one goes, because its channel is closed then. */
export const forkedBackground: BackgroundStart = (task, { said, ended }) => {
  const child = fork(PROGRAM, [], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], execArgv: [] });
  let last = '';
  child.stderr?.on('data', (text: Buffer) => {
    last = `${last}${text.toString('utf8')}`.slice(-STDERR_KEPT);
  });
  child.on('message', (word) => said(word as BackgroundWord));
  let isOver = false;
  const end = (why: string): void => {
    if (!isOver) ended(why);
    isOver = true;
  };
  child.on('error', (error) => end(error.message));
  child.on('close', (code, signal) => end(endingText(code ?? signal, last)));
  child.send(task, (error) => {
    if (error !== null) end(error.message);
  });
  return { kill: () => void child.kill('SIGKILL') };
};

const STDERR_KEPT = 2_000;

/** Of what Node writes when it gives up, the line that says why. */
function endingText(code: number | string | null, stderr: string): string {
  const why = stderr.split('\n').find((line) => /FATAL ERROR|Error:/.test(line));
  return `it ended with ${String(code)}${why === undefined ? '' : `: ${why.trim().slice(0, 300)}`}`;
}
