import { readFileSync, writeFileSync } from 'node:fs';
import { messageOf } from '#shared/lib';
import { z } from 'zod';
import type { Log } from '#ports';
import { replaceFile } from '../../files/index.ts';
import type { SeenOffset } from './summer-time.ts';

const SERVERS_MAX = 50;
const seen = z.array(z.object({ at: z.number(), offsetMs: z.int() })).max(16);
const file = z.record(z.string().max(128), seen);

/** What was seen of the clocks of trade servers, from one start to the next: over a change of summer time it tells whose they follow. */
export type ZoneMemory = {
  of(server: string): readonly SeenOffset[];
  /** Holds for this run at once. What cannot be kept for the next one is logged. */
  keep(server: string, all: readonly SeenOffset[]): void;
};

/** Nothing outlives the process. */
export const zonesInMemory = (): ZoneMemory => memoryOf({}, () => undefined);

/** Kept in a file of its own, replaced atomically. An unreadable file is logged and begun again: it is learned with time. */
export function zonesInFile(path: string, log: Log): ZoneMemory {
  return memoryOf(loaded(path, log), (all) => {
    try {
      const draft = `${path}.new`;
      writeFileSync(draft, `${JSON.stringify(all, null, 2)}\n`);
      replaceFile(draft, path);
    } catch (error) {
      log.write('warn', `${path} cannot be written: what summer time the trade server follows is learned again`, {
        error: messageOf(error),
      });
    }
  });
}

type All = Readonly<Record<string, readonly SeenOffset[]>>;

function memoryOf(begin: All, write: (all: All) => void): ZoneMemory {
  let now = begin;
  return {
    of: (server) => now[server] ?? [],
    keep: (server, all) => {
      const { [server]: _replaced, ...others } = now;
      now = Object.fromEntries([...Object.entries(others).slice(1 - SERVERS_MAX), [server, all]]);
      write(now);
    },
  };
}

function loaded(path: string, log: Log): All {
  try {
    return file.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      log.write('warn', `${path} cannot be read: what summer time the trade server follows is learned again`, {
        error: messageOf(error),
      });
    return {};
  }
}
