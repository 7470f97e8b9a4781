import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { startChoice, USUAL_START, type StartChoice } from '#shared/domain';
import { messageOf } from '#shared/lib';
import { replaceFile } from '../../files/index.ts';

const kept = z.strictObject({ next: startChoice, worked: startChoice.nullable() });
type Kept = z.infer<typeof kept>;

/** What a desktop starts with, as `start.json` keeps it. It lies in the usual data folder, because it may name another one. */
export type StartFile = {
  readonly file: string;
  /** For the next start. */
  next(): StartChoice;
  /** Throws what keeps it from being written. */
  keep(next: StartChoice): void;
  /** This start came to its end with what was chosen. */
  worked(): void;
  /** What to start with when this choice does not: what worked last, else the usual. Null: it is that already. */
  earlier(): StartChoice | null;
  /** Why the file that is there cannot be used; null: it can, or there is none. The usual start is taken instead. */
  readonly problem: string | null;
};

/** Reads the file of a folder. */
export function startFile(folder: string): StartFile {
  const file = join(folder, 'start.json');
  let now: Kept = { next: USUAL_START, worked: null };
  let problem: string | null = null;
  try {
    now = kept.parse(JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') problem = `${file} cannot be used (${firstLine(error)})`;
  }
  const write = (to: Kept): void => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${file}.new`, `${JSON.stringify(to, null, 2)}\n`);
    replaceFile(`${file}.new`, file);
    now = to;
  };
  return {
    ...{ file, problem },
    next: () => now.next,
    keep: (next) => write({ ...now, next }),
    worked: () => {
      if (JSON.stringify(now.worked ?? USUAL_START) !== JSON.stringify(now.next)) write({ ...now, worked: now.next });
    },
    earlier: () => {
      const earlier = now.worked ?? USUAL_START;
      return problem === null && JSON.stringify(earlier) === JSON.stringify(now.next) ? null : earlier;
    },
  };
}

const firstLine = (error: unknown): string => messageOf(error).split('\n', 1)[0] ?? '';
