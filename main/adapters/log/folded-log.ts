import type { Clock, Log, LogLevel } from '#ports';

const MINUTE_MS = 60_000;
/** Lines of one kind that are written within a minute; the others are counted. */
const SINGLE_MAX = 20;
/** Kinds told apart at once; further ones share their message's count. */
const KINDS_MAX = 200;
/** What tells lines of one message apart, besides the message. */
const TELLING = ['code', 'why', 'reason'] as const;

type Kind = { written: number; folded: number };
type Fields = Readonly<Record<string, unknown>> | undefined;

/**
 * A log for doors, at which strangers decide how much there is to write: of each kind of line only so many are written
 * within a minute, and then one that says how many more there were.
 */
export function foldedLog(log: Log, clock: Pick<Clock, 'after'>): Log {
  const kinds = new Map<string, Kind>();
  const kindOf = (level: LogLevel, message: string, fields: Fields): Kind => {
    const own = `${level}/${message}/${JSON.stringify(tellingOf(fields))}`;
    const key = kinds.has(own) || kinds.size < KINDS_MAX ? own : `${level}/${message}`;
    const known = kinds.get(key);
    if (known !== undefined) return known;
    const kind: Kind = { written: 0, folded: 0 };
    kinds.set(key, kind);
    clock.after(MINUTE_MS, () => {
      kinds.delete(key);
      if (kind.folded > 0) log.write(level, `${message} (${kind.folded} more within a minute)`, tellingOf(fields));
    });
    return kind;
  };
  return {
    write: (level, message, fields) => {
      const kind = kindOf(level, message, fields);
      if (kind.written >= SINGLE_MAX) {
        kind.folded += 1;
        return;
      }
      kind.written += 1;
      log.write(level, message, fields);
    },
  };
}

const tellingOf = (fields: Fields): Fields =>
  fields === undefined ? undefined : Object.fromEntries(TELLING.filter((key) => key in fields).map((key) => [key, fields[key]]));
