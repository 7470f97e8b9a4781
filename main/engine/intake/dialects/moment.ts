const ISO = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s?(Z|[+-]\d{2}:?\d{2})$/i;
const SERVER = /^(\d{4})[.-](\d{2})[.-](\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?$/;
/** Below this a number is seconds since 1970, or a mistake: as milliseconds it would be before April 1973. */
const EPOCH_MS_MIN = 100_000_000_000;
const EPOCH_MS_MAX = 4_102_444_800_000;

/** What `moment` accepts, for the sentence that refuses. */
export const MOMENT_RULE = 'must be a time with a zone, like 2025-08-04T08:28:00Z, or epoch milliseconds';

/** A moment with a zone, or epoch milliseconds, as UTC milliseconds; null when it is neither. */
export function moment(value: unknown): number | null {
  if (typeof value === 'number') return epochMs(value);
  if (typeof value !== 'string') return null;
  const parts = ISO.exec(value.trim());
  if (parts === null) return null;
  const zone = offsetMs(parts[8] ?? '');
  const local = calendarMs(parts);
  return zone === null || local === null ? null : notBefore1970(local - zone);
}

/**
 * A moment without a zone, "2025.08.04 08:10", of a clock that is `offsetMs` ahead of UTC; one with a zone is read as `moment` does.
 */
export function serverMoment(value: unknown, offsetMs = 0): number | null {
  const parts = typeof value === 'string' ? SERVER.exec(value.trim()) : null;
  if (parts === null) return moment(value);
  const local = calendarMs(parts);
  return local === null ? null : notBefore1970(local - offsetMs);
}

/** Epoch milliseconds; null for seconds, fractions and times that no signal can have. */
export const epochMs = (value: number): number | null =>
  Number.isInteger(value) && value >= EPOCH_MS_MIN && value <= EPOCH_MS_MAX ? value : null;

const EPOCH_S_MIN = 1_000_000_000;
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Seconds since 1970, as scripts write them, also as text and with a fraction, and the date of an HTTP header; null for anything else. */
export function looseMoment(value: unknown): number | null {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  if (HTTP_DATE.test(text)) {
    const at = Date.parse(text);
    return Number.isNaN(at) ? null : at;
  }
  const seconds = /^\d{10}(?:\.\d{1,9})?$/.test(text) ? Number(text) : NaN;
  return seconds >= EPOCH_S_MIN && seconds * 1_000 <= EPOCH_MS_MAX ? Math.floor(seconds * 1_000) : null;
}

/** The usual keys under which senders say when a message was made. */
export const TIME_KEYS: readonly string[] = ['time', 'timestamp', 'timenow', 'alertTimestamp'];
/** Other names of it. `bar_time` is none: it is the beginning of a bar. */
const OTHERS = new RegExp(
  [
    '^(?:ts|tstamp|epoch(?:ms|seconds)?|unix(?:time|timestamp|ms)?|time(?:stamp)?(?:ms|utc|sec|seconds)|datetime(?:utc)?|utc(?:time|date))$',
    '^(?:created|sent|fired|triggered|generated|issued|published|received|alerted)(?:at|on|time)?$',
    '^(?:alert|signal|event|trigger|message|msg|order|server|broker|send|sent|created|creation)(?:date)?(?:time|timestamp|ts|date)$',
  ].join('|'),
);

/** The keys of a body that say when it was made: the usual ones, or else others that say it. */
export function timeKeysIn(body: Readonly<Record<string, unknown>>): readonly string[] {
  if (TIME_KEYS.some((key) => body[key] !== undefined && body[key] !== null && body[key] !== '')) return TIME_KEYS;
  return [...TIME_KEYS, ...Object.keys(body).filter((key) => OTHERS.test(key.toLowerCase().replace(/[^a-z0-9]/g, '')))];
}

const notBefore1970 = (ms: number): number | null => (ms >= 0 ? ms : null);

/** Reads the first seven groups as a calendar moment. The 30th of February is nothing, not the 2nd of March. */
function calendarMs(parts: RegExpExecArray): number | null {
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((group) => Number(parts[group] ?? '0')) as Six;
  const ms = Number((parts[7] ?? '').slice(0, 3).padEnd(3, '0'));
  const at = Date.UTC(year, month - 1, day, hour, minute, second, ms);
  const back = new Date(at);
  const same =
    back.getUTCFullYear() === year &&
    back.getUTCMonth() === month - 1 &&
    back.getUTCDate() === day &&
    back.getUTCHours() === hour &&
    back.getUTCMinutes() === minute &&
    back.getUTCSeconds() === second;
  return same ? at : null;
}
type Six = [number, number, number, number, number, number];

/** "Z", "+03:00" or "-0530" as milliseconds east of UTC. */
function offsetMs(zone: string): number | null {
  if (zone.toUpperCase() === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2));
  if (hours > 14 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
