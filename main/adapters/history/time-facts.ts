import { clockDigitsOf, timeText, type ClockDigits } from './clock-digits.ts';
import { dayOf } from './file-name.ts';
import { HistoryQuestion } from './history-fault.ts';
import { dateOrderOf, type DateOrder } from './loose-moment.ts';
import { readingOf, styleOf, type Reading, type TimeStyle } from './moment.ts';
import { zoneBehind } from './zone-words.ts';
import { zonesSaid } from './zoned-moment.ts';

/** How the times of a table are written. */
export type TimeFacts = {
  readonly style: TimeStyle;
  readonly clockDigits: ClockDigits;
  /** Milliseconds ahead of UTC of times that say no zone, where the file's kind tells it; null: it does not. */
  readonly zoneMs: number | null;
  /** The first row's time, where it says its zone; null: it says none, or counts since 1970. */
  readonly zoned: Reading | null;
  /** What the first rows say of their zones, each once. */
  readonly zones: readonly string[];
  /** Added to each time: the day of a file whose rows say the time of day only. UTC ms. */
  readonly dayMs: number;
  readonly isNewestFirst: boolean;
};

/** A table before its times are read. */
export type TimeTable = {
  readonly file: string;
  readonly name: string;
  /** What the trader says. */
  readonly dates: DateOrder | undefined;
  readonly header: string;
  readonly rows: readonly (readonly string[])[];
  readonly firstLine: number;
  readonly time: readonly number[];
};

const [HOUR_MS, DAY_MS] = [3_600_000, 86_400_000];

/** Finds it in the rows, the name and the header. */
export function timeFactsOf(table: TimeTable): TimeFacts {
  const { rows, time, name } = table;
  const [, second] = time;
  const clockDigits = second === undefined ? null : clockDigitsOf(rows.map((cells) => (cells[second] ?? '').trim()));
  const texts = rows.map((cells) => timeText(cells, time, clockDigits));
  const dayMs = dayOf(name);
  const style = dayMs === null ? styleIn(table, texts) : 'ms_of_day';
  const readings = texts.flatMap((text) => readingOf(text, style) ?? []);
  const first = readingOf(texts[0] ?? '', style);
  const isCount = style.startsWith('epoch_');
  const isDays = texts.every((text) => !text.includes(':')) && readings.every(({ asIfUtcMs }) => asIfUtcMs % DAY_MS === 0);
  return {
    ...{ style, clockDigits, dayMs: dayMs ?? 0 },
    zoned: first === null || isCount || (first.zone === undefined && first.zoneMs === null) ? null : first,
    zones: isCount ? [] : zonesSaid(readings),
    zoneMs: first?.zone === undefined ? (first?.zoneMs ?? zoneIn(table, style, isDays && time.length === 1)) : null,
    isNewestFirst: isFalling(readings.map(({ asIfUtcMs, zoneMs }) => asIfUtcMs - (zoneMs ?? 0))),
  };
}

/** More rows that are before the row above them than after it. */
function isFalling(times: readonly number[]): boolean {
  const steps = times.slice(1).map((at, index) => Math.sign(at - (times[index] ?? 0)));
  return steps.reduce((sum, step) => sum + step, 0) < 0;
}

function styleIn({ file, dates, firstLine }: TimeTable, texts: readonly string[]): TimeStyle {
  const style = styleOf(texts[0] ?? '') ?? 'iso';
  if (style !== 'loose') return style;
  const order = dates ?? dateOrderOf(texts.map((text) => zoneBehind(text)?.local ?? text));
  if (order !== null) return order;
  throw new HistoryQuestion(
    file,
    `line ${firstLine}: its dates may be day/month or month/day (${texts[0] ?? ''}), and no row tells which: give --dates dmy or --dates mdy (ymd: the year first)`,
  );
}

/**
 * HistData, and Lean's files of FXCM, write New York without summer time, Dukascopy and TrueFX GMT. A server's time, and a local one,
 * nobody can guess. Days without a clock are days wherever they were.
 */
function zoneIn({ file, name, header, time }: TimeTable, style: TimeStyle, isDays: boolean): number | null {
  if (style === 'ms_of_day') return /[\\/]fxcm[\\/]/i.test(file) ? -5 * HOUR_MS : 0;
  if (/DAT_(ASCII|MT|NT|XLSX)_/i.test(name)) return -5 * HOUR_MS;
  if (/gmt time|utc/i.test(header)) return 0;
  if (/local time|\(eet\)/i.test(header)) return null;
  if (style === 'compact' && time.length === 1 && header === '') return 0;
  return style === 'iso' || isDays ? 0 : null;
}
