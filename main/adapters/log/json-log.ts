import { destination, pino, stdTimeFunctions, type DestinationStream } from 'pino';
import type { Log, LogLevel } from '#ports';
import { redact, withoutSecrets } from './redact.ts';

export type CockpitLog = Log & {
  /** From now on these values are replaced wherever they occur, also inside messages. */
  hide(secrets: readonly string[]): void;
  /** From now on every line goes there too. */
  keepIn(book: { append(line: string): void }): void;
};

const STDERR = 2;

/** Logs to stderr unless told otherwise. Synchronous: the last line before an exit is the one that matters. */
export function createLog(options: { readonly level: LogLevel; readonly destination?: DestinationStream }): CockpitLog {
  const first = options.destination ?? destination({ dest: STDERR, sync: true });
  let book: { append(line: string): void } | null = null;
  const out: DestinationStream = {
    write: (line) => {
      first.write(line);
      book?.append(line);
    },
  };
  const lines = pino(
    { level: options.level, base: { pid: process.pid }, timestamp: stdTimeFunctions.isoTime, messageKey: 'message' },
    out,
  );
  const hidden = new Set<string>();
  return {
    write: (level, message, fields) => {
      if (!lines.isLevelEnabled(level)) return;
      lines[level](fields === undefined ? {} : (redact(fields, hidden) as object), withoutSecrets(message, hidden));
    },
    keepIn: (next) => {
      book = next;
    },
    hide: (secrets) => {
      for (const secret of secrets) hidden.add(secret);
    },
  };
}
