import { readFileSync, writeFileSync } from 'node:fs';
import { messageOf } from '#shared/lib';
import { z } from 'zod';
import type { Log } from '#ports';
import { replaceFile } from '../../files/index.ts';

const kept = z.object({
  login: z.string().min(1).max(64),
  server: z.string().min(1).max(128),
  how: z.enum(['first', 'chosen']),
});
/** An account that ledger, limits and day of a data folder belong to, and how it came to that. */
export type Kept = z.infer<typeof kept>;

/** The account of a data folder, from one start to the next. */
export type AccountPin = {
  /** Null: none has been let in yet. */
  readonly kept: Kept | null;
  /** Holds for this run at once. Throws when it cannot be kept for the next one. */
  keep(next: Kept): void;
};

/** For tests: nothing outlives the process. */
export const pinInMemory = (): AccountPin => pinOf(null, () => undefined);

/** Kept in a file of its own, replaced atomically. An unreadable file is logged, and the first account that comes is let in. */
export function pinInFile(file: string, log: Log): AccountPin {
  return pinOf(loaded(file, log), (next) => {
    const draft = `${file}.new`;
    writeFileSync(draft, `${JSON.stringify(next, null, 2)}\n`);
    replaceFile(draft, file);
  });
}

function pinOf(begin: Kept | null, write: (next: Kept) => void): AccountPin {
  let now = begin;
  return {
    get kept() {
      return now;
    },
    keep: (next) => {
      now = next;
      write(next);
    },
  };
}

function loaded(file: string, log: Log): Kept | null {
  try {
    return kept.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      log.write('warn', `${file} cannot be read: the first account that connects is taken`, { error: messageOf(error) });
    return null;
  }
}
