import { readFileSync, writeFileSync } from 'node:fs';
import { messageOf } from '#shared/lib';
import { z } from 'zod';
import type { Log } from '#ports';
import { replaceFile } from '../../files/index.ts';

const name = z.string().min(1).max(64);
/** The broker's names by its server, and by our symbol. */
const kept = z.record(name, z.record(name, name));
type Kept = z.infer<typeof kept>;
const SERVERS_MAX = 100;

/** What the trader has confirmed about a broker's symbol names. */
export type ConfirmedNames = {
  of(server: string): Readonly<Record<string, string>>;
  /** Throws when it cannot be kept. */
  confirm(server: string, symbol: string, broker: string): void;
};

/** For tests: nothing outlives the process. */
export const confirmedInMemory = (): ConfirmedNames => namesIn({}, () => undefined);

/** Kept in a file of its own, replaced atomically. An unreadable file is logged and treated as empty: names have to be confirmed again. */
export function confirmedInFile(file: string, log: Log): ConfirmedNames {
  return namesIn(loaded(file, log), (all) => {
    const draft = `${file}.new`;
    writeFileSync(draft, `${JSON.stringify(all, null, 2)}\n`);
    replaceFile(draft, file);
  });
}

function namesIn(begin: Kept, write: (all: Kept) => void): ConfirmedNames {
  let all = begin;
  return {
    of: (server) => all[server] ?? {},
    confirm: (server, symbol, broker) => {
      const others = Object.entries(all).filter(([one]) => one !== server);
      const next = { ...Object.fromEntries(others.slice(1 - SERVERS_MAX)), [server]: { ...all[server], [symbol]: broker } };
      write(next);
      all = next;
    },
  };
}

function loaded(file: string, log: Log): Kept {
  try {
    return kept.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      log.write('warn', `${file} cannot be read: symbol names have to be confirmed again`, { error: messageOf(error) });
    return {};
  }
}
