import { countedText, exact, grouped, isKnown, NOTHING, type Unknown } from './number.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** Local wall clock, HH:MM:SS. */
export function clockText(at: number | null | undefined, parts: 'minutes' | 'seconds' | 'millis' = 'seconds'): string {
  if (at === null || at === undefined || at === 0) return NOTHING;
  const date = new Date(at);
  const minutes = `${two(date.getHours())}:${two(date.getMinutes())}`;
  if (parts === 'minutes') return minutes;
  const seconds = `${minutes}:${two(date.getSeconds())}`;
  return parts === 'seconds' ? seconds : `${seconds}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

/** The zone of this computer's clock, an IANA name. */
export const ownTimeZone = (): string => new Intl.DateTimeFormat('en').resolvedOptions().timeZone;

/** The unambiguous moment, for a tooltip. */
export const utcText = (at: number | null | undefined): string =>
  at === null || at === undefined || at === 0
    ? 'not known'
    : `${new Date(at).toISOString().replace('T', ' ').replace('Z', '')} UTC`;

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

/** Local weekday and minute, for what comes within a week: Mon 09:00. */
export const dayText = (at: number): string => `${DAYS[new Date(at).getDay()] ?? ''} ${clockText(at, 'minutes')}`;

/** Local day and minute, for things older than today. */
export function dateTimeText(at: number | null | undefined): string {
  if (at === null || at === undefined || at === 0) return NOTHING;
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${clockText(at, 'minutes')}`;
}

/** The wall clock of another zone, such as the firm's. */
export function zoneClockText(at: number | null, zone: string): string {
  if (at === null) return NOTHING;
  return new Date(at).toLocaleTimeString('en-GB', { timeZone: zone, hour12: false });
}

/** How old a number is: 0.4 s, 42 s, 6 min, 3 h. */
export function ageText(ms: Unknown): string {
  if (!isKnown(ms)) return NOTHING;
  const age = Math.max(0, ms);
  if (age < 9_950) return `${(age / 1_000).toFixed(1)} s`;
  if (age < 120_000) return `${Math.floor(age / 1_000)} s`;
  if (age < 7_200_000) return `${Math.floor(age / 60_000)} min`;
  return age < 172_800_000 ? `${Math.floor(age / 3_600_000)} h` : `${Math.floor(age / 86_400_000)} d`;
}

/** Whole time left: 22 s is `22`, longer ones `1:05`. Never below zero. */
export function countdownText(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  return seconds < 100 ? String(seconds) : `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
}

/** The same beside words: 8 s, 9:12 min. */
export const soonText = (ms: number): string => `${countdownText(ms)} ${ms <= 99_000 ? 's' : 'min'}`;

/** A long span in words: 9 h 27 min. */
export function durationText(ms: Unknown): string {
  if (!isKnown(ms)) return NOTHING;
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  if (minutes < 1) return `${Math.max(0, Math.floor(ms / 1_000))} s`;
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** What a timer that measures whole milliseconds calls nothing took some time all the same. */
const LEAST_MS = 0.05;

/** A latency with its unit, as precise as it is worth; never "0 ms". */
export function msText(ms: Unknown): string {
  if (!isKnown(ms)) return NOTHING;
  if (ms >= 120_000) return durationText(ms);
  if (ms >= 1_000) return `${(ms / 1_000).toFixed(1)} s`;
  if (ms <= 0) return '<1 ms';
  if (ms < LEAST_MS) return '<0.1 ms';
  return ms < 10 && ms !== Math.round(ms) ? `${ms.toFixed(1)} ms` : `${grouped(ms, 0)} ms`;
}

/** A span as it was set, exact and in its largest whole unit: 10 min, 30 s, 250 ms. */
export function spanText(ms: number): string {
  const unit = SPANS.find(([, size]) => ms !== 0 && ms % size === 0) ?? (['ms', 1] as const);
  return `${exact(ms / unit[1])} ${unit[0]}`;
}
const SPANS = [
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;

/** How far a clock is from UTC: 3.00 h ahead of UTC, 0.50 h behind UTC. */
export const offsetText = (ms: number): string =>
  `${grouped(Math.abs(ms) / 3_600_000, 2)} h ${ms < 0 ? 'behind' : 'ahead of'} UTC`;

/** Time that is left, to be heard: 22 seconds, 1 minute 5 seconds. */
export function leftText(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  if (minutes === 0 || seconds < 100) return countedText(seconds, 'second');
  return rest === 0 ? countedText(minutes, 'minute') : `${countedText(minutes, 'minute')} ${countedText(rest, 'second')}`;
}
