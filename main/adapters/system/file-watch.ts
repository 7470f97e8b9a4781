import { closeSync, openSync } from 'node:fs';
import { devNull } from 'node:os';
import type { Clock } from '#ports';

const EVERY_MS = 2_000;
/** The process, or the whole machine, has as many files open as it may. */
const SPENT = new Set(['EMFILE', 'ENFILE']);

/** Whether further files and sockets can be opened. */
export type FileWatch = {
  /** What is wrong, and what to do; null while all is well. */
  problem(): string | null;
  stop(): void;
};

export type FileWatchOptions = {
  readonly clock: Pick<Clock, 'after'>;
  /** How many the process may have open; null: not known. */
  readonly max: number | null;
  /** Called once when it begins, and once with null when it is over. */
  tell(problem: string | null): void;
  /** Opens something and closes it again. */
  open?(): void;
};

/**
 * Tries every two seconds whether a file can be opened. The system turns connections away without a word to us when none can,
 * so nothing else would tell.
 */
export function fileWatch({ clock, max, tell, open = openAndClose }: FileWatchOptions): FileWatch {
  let problem: string | null = null;
  let callOff: () => void = () => undefined;
  const look = (): void => {
    const found = isSpent(open) ? spentText(max) : null;
    if (found !== problem) tell(found);
    problem = found;
    callOff = clock.after(EVERY_MS, look);
  };
  look();
  return { problem: () => problem, stop: () => callOff() };
}

function isSpent(open: () => void): boolean {
  try {
    open();
    return false;
  } catch (error) {
    return SPENT.has(String((error as NodeJS.ErrnoException).code));
  }
}

const openAndClose = (): void => closeSync(openSync(devNull, 'r'));

function spentText(max: number | null): string {
  const many =
    max === null
      ? 'As many files and connections are open as the system allows'
      : `${max} files and connections are open, as many as the system allows`;
  return `${many}: new connections are turned away. End other programs, or raise the limit (ulimit -n) and restart.`;
}
