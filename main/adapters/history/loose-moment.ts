import { monthNamed } from './months.ts';

/** Which way round 03/04/2026 is written. */
const ORDERS = ['dmy', 'mdy', 'ymd'] as const;
export type DateOrder = (typeof ORDERS)[number];

/** A date and a clock as people and spreadsheets write them, taken apart; which number is the day may be open. */
export type LooseTime = {
  /** The three numbers of the date as they stand; the month's name is its number. */
  readonly numbers: readonly [string, string, string];
  /** Which ways round they may stand, the sign between them and their digits considered. */
  readonly orders: readonly DateOrder[];
  /** Milliseconds of the day; null: the cell has no clock, or an impossible one. */
  readonly clockMs: number | null;
  readonly hasClock: boolean;
  readonly zoneMs: number | null;
};

const [HOUR_MS, MINUTE_MS] = [3_600_000, 60_000];
const HALF_DAY = String.raw`(?: ?([ap])\.? ?m\.?)`;
/** 9:30, 09:30:05.123, 09:30:05:123, 9:30 p.m., and 9 PM. */
const CLOCK = new RegExp(
  String.raw`(?:^|[ T,])(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,:](\d{1,9}))?)?${HALF_DAY}?|${HALF_DAY})$`,
  'i',
);
/** 0930 and 093005 after a date. */
const BARE_CLOCK = /[ T](\d{2})(\d{2})(\d{2})?$/;
const ZONE = / ?(?:(Z|UTC|GMT)|(?:GMT|UTC)?([+-])(\d{2}):?(\d{2})?)(?: ?\([^)]*\))?$/i;
const WEEKDAY = /^\p{L}{2,12}\.?,? (?=[^ ]+[ ./-])/u;
const NUMBERS = /^(\d{1,4})([./\- ])\s?(\d{1,2})\2\s?(\d{1,4})\.?$/;
const COMPACT_DATE = /^(\d{4})(\d{2})(\d{2})$/;

/** Takes a cell apart; null where it is no date in any of these ways. */
export function looseTime(cell: string): LooseTime | null {
  const text = cell
    .replace(/[年月]/g, '/')
    .replace(/日/g, ' ')
    .replace(/[\u00a0\u202f\s]+/g, ' ')
    .trim();
  const zoned = /\d:\d|[ap]\.? ?m/i.test(text) ? ZONE.exec(text) : null;
  const local = zoned === null ? text : text.slice(0, zoned.index);
  const zoneMs = zoned === null ? null : zoned[1] === undefined ? offsetOf(zoned) : 0;
  // 0930 may be a clock, and 2026 the year of a date in words: what is left has to be a date.
  for (const clock of [CLOCK.exec(local), BARE_CLOCK.exec(local), null]) {
    const date = clock === null ? local : local.slice(0, clock.index);
    const read = numbersOf(date.replace(/[ ,T]+$/, '').trim());
    if (read !== null) return { ...read, hasClock: clock !== null, clockMs: clock === null ? 0 : clockMs(clock), zoneMs };
  }
  return null;
}

function offsetOf([, , sign, hours = '0', minutes = '0']: RegExpExecArray): number {
  return (sign === '-' ? -1 : 1) * (Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS);
}

function clockMs([, hour = '', minute = '0', second = '0', fraction = '0', half, alone]: RegExpExecArray): number | null {
  const [hours, minutes, seconds] = [Number(hour), Number(minute), Number(second)];
  const of12 = half ?? alone;
  if (minutes > 59 || seconds > 59 || hours > 23) return null;
  if (of12 !== undefined && (hours < 1 || hours > 12)) return null;
  const hours24 = of12 === undefined ? hours : (hours % 12) + (of12.toLowerCase() === 'p' ? 12 : 0);
  return hours24 * HOUR_MS + minutes * MINUTE_MS + seconds * 1_000 + Math.floor(Number(`0.${fraction}`) * 1_000 + 1e-6);
}

function numbersOf(date: string): Pick<LooseTime, 'numbers' | 'orders'> | null {
  const compact = COMPACT_DATE.exec(date);
  if (compact !== null) return { numbers: [compact[1] ?? '', compact[2] ?? '', compact[3] ?? ''], orders: ['ymd'] };
  const plain = NUMBERS.exec(date);
  if (plain === null) return namedDate(date);
  const [, a = '', sign, b = '', c = ''] = plain;
  if (a.length === 3 || c.length === 3 || (a.length === 4 && c.length === 4)) return null;
  if (a.length === 4) return { numbers: [a, b, c], orders: ['ymd'] };
  const orders: readonly DateOrder[] = sign === '.' ? ['dmy'] : ['dmy', 'mdy'];
  return { numbers: [a, b, c], orders: c.length === 4 ? orders : c.length === 2 && a.length === 2 ? [...orders, 'ymd'] : orders };
}

/** 2 Jan 2026, Jan 02, 2026, 02-Jan-26, Tue 2 January 2026, 2 de enero de 2026. */
function namedDate(date: string): Pick<LooseTime, 'numbers' | 'orders'> | null {
  const words = date
    .replace(WEEKDAY, (word) => (monthNamed(word.replace(/[., ]/g, '')) === null ? '' : word))
    .split(/[ ,./-]+/)
    .filter((word) => word !== '' && !/^(de|of|del)$/i.test(word))
    .map((word) => word.replace(/^(\d{1,2})(st|nd|rd|th)$/i, '$1'));
  const at = words.findIndex((word) => /\p{L}/u.test(word));
  const month = monthNamed(words[at] ?? '');
  const [one = '', other = ''] = words.filter((_, index) => index !== at);
  if (words.length !== 3 || month === null || !/^\d{1,4}$/.test(one) || !/^(\d{1,2}|\d{4})$/.test(other)) return null;
  const [day, year] = one.length === 4 ? [other, one] : [one, other];
  return { numbers: [day, String(month), year], orders: ['dmy'] };
}

const PLACES: Readonly<Record<DateOrder, readonly [year: 0 | 1 | 2, month: 0 | 1 | 2, day: 0 | 1 | 2]>> = {
  dmy: [2, 1, 0],
  mdy: [2, 0, 1],
  ymd: [0, 1, 2],
};
/** Two digits of a year are of this century up to here. */
const YEAR_TURN = 70;

/** Year, month and day the one way round. */
export function dateIn({ numbers }: LooseTime, order: DateOrder): readonly [year: number, month: number, day: number] {
  const [year, month, day] = PLACES[order].map((place) => numbers[place]) as [string, string, string];
  const short = Number(year);
  return [year.length > 2 ? short : short + (short < YEAR_TURN ? 2_000 : 1_900), Number(month), Number(day)];
}

/** Midnight of the date as if it were UTC; null where a calendar has no such day, or it does not stand this way round. */
export function dayIn(time: LooseTime, order: DateOrder): number | null {
  const asked = time.orders.includes(order) ? order : time.orders.length === 1 ? time.orders[0] : undefined;
  if (asked === undefined) return null;
  const [year, month, day] = dateIn(time, asked);
  const at = Date.UTC(year, month - 1, day);
  const made = new Date(at);
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === day ? at : null;
}

/**
 * Which way round a file's dates are: by a number that no month has, by rows that have to follow each other, or by which of the
 * numbers goes on while the others stay; null: the rows do not tell.
 */
export function dateOrderOf(texts: readonly string[]): DateOrder | null {
  const read = texts.flatMap((text) => looseTime(text) ?? []);
  const open = read.filter((time) => time.orders.length > 1);
  if (open.length === 0) return read[0]?.orders[0] ?? null;
  // A day that is none in any order is a bad row, which is told where it is read.
  const times = read.filter((time) => ORDERS.some((order) => dayIn(time, order) !== null));
  const orders = ORDERS.filter((order) => times.every((time) => dayIn(time, order) !== null));
  if (orders.length < 2) return orders[0] ?? null;
  const inOrder = orders.filter((order) => isOneWay(times.map((time) => dayIn(time, order) ?? 0)));
  if (inOrder.length === 1) return inOrder[0] ?? null;
  const ranked = orders
    .map((order) => ({ order, steps: daySteps(times.map((time) => dateIn(time, order))) }))
    .sort((a, b) => b.steps - a.steps);
  const [best, second] = ranked;
  return best === undefined || best.steps === (second?.steps ?? 0) ? null : best.order;
}

/** All up, or all down: rows follow each other, or come newest first. */
const isOneWay = (days: readonly number[]): boolean => {
  const steps = days.slice(1).map((day, index) => Math.sign(day - (days[index] ?? 0)));
  return steps.every((step) => step >= 0) || steps.every((step) => step <= 0);
};

/** How often the day alone changed. */
const daySteps = (dates: readonly (readonly [number, number, number])[]): number =>
  dates.slice(1).filter(([year, month, day], index) => {
    const [y, m, d] = dates[index] ?? [0, 0, 0];
    return day !== d && month === m && year === y;
  }).length;
