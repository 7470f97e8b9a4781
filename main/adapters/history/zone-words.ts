import { ZoneClock } from './zone-clock.ts';

const HOUR_MS = 3_600_000;

/** Words that mean one offset, in hours. */
const FIXED: Readonly<Record<string, number>> = {
  ...{ UTC: 0, GMT: 0, UT: 0, Z: 0, EDT: -4, MDT: -6, PDT: -7, AKST: -9, AKDT: -8, HST: -10 },
  ...{ WEST: 1, CEST: 2, MESZ: 2, MEST: 2, EEST: 3, MSK: 3, JST: 9, KST: 9, HKT: 8, SGT: 8, SAST: 2, AEDT: 11, NZDT: 13 },
};

/**
 * Winter's word of a clock that has summer time. Some write it all the year, and mean either the clock or its winter offset: in
 * summer nobody can tell which.
 */
const WINTER: Readonly<Record<string, readonly [hours: number, clock: string, always: string]>> = {
  ...{ EST: [-5, 'America/New_York', 'Etc/GMT+5'], MST: [-7, 'America/Denver', 'America/Phoenix'] },
  ...{ WET: [0, 'Europe/Lisbon', 'UTC'], CET: [1, 'Europe/Berlin', 'Etc/GMT-1'], MEZ: [1, 'Europe/Berlin', 'Etc/GMT-1'] },
  ...{ MET: [1, 'Europe/Berlin', 'Etc/GMT-1'], EET: [2, 'Europe/Athens', 'Etc/GMT-2'] },
  ...{ AEST: [10, 'Australia/Sydney', 'Australia/Brisbane'], NZST: [12, 'Pacific/Auckland', 'Etc/GMT-12'] },
};

/** Words of several countries. */
const SHARED: Readonly<Record<string, readonly [hours: readonly number[], zones: string]>> = {
  IST: [[5.5, 1, 2], 'Asia/Kolkata, Europe/Dublin or Asia/Jerusalem'],
  CST: [[-6, 8, -5], 'America/Chicago, Asia/Shanghai or America/Havana'],
  CDT: [[-5, -4], 'America/Chicago or America/Havana'],
  BST: [[1, 6], 'Europe/London or Asia/Dhaka'],
  PST: [[-8, 8], 'America/Los_Angeles or Asia/Manila'],
  AST: [[-4, 3], 'America/Halifax or Asia/Riyadh'],
  GST: [[4, -2], 'Asia/Dubai or Atlantic/South_Georgia'],
  SST: [[8, -11], 'Asia/Singapore or Pacific/Pago_Pago'],
};

/** What a zone's word may mean when a clock shows a time: offsets in milliseconds; `zones`: those to choose from where it is more than one. */
export type Meaning = { readonly offsets: readonly number[]; readonly zones: string };

const clocks = new Map<string, ZoneClock | null>();
/** A file whose cells have more different words than this has no zones in them. */
const CLOCKS_MAX = 64;

/** The clock of an IANA zone; null: there is none of that name. */
function clockOf(zone: string): ZoneClock | null {
  let clock = clocks.get(zone);
  if (clock !== undefined) return clock;
  try {
    clock = new ZoneClock(zone);
  } catch {
    clock = null;
  }
  if (clocks.size < CLOCKS_MAX) clocks.set(zone, clock);
  return clock;
}

/** Reads a word; null: it is no zone. */
export function meaningOf(word: string, asIfUtcMs: number): Meaning | null {
  const own = word.toUpperCase();
  const fixed = FIXED[own];
  if (fixed !== undefined) return { offsets: [fixed * HOUR_MS], zones: '' };
  const shared = SHARED[own];
  if (shared !== undefined) return { offsets: shared[0].map((hours) => hours * HOUR_MS), zones: shared[1] };
  const winter = WINTER[own];
  if (winter !== undefined) {
    const [hours, name, always] = winter;
    const [offset, clock] = [hours * HOUR_MS, clockOf(name)];
    if (clock === null || clock.isAhead(asIfUtcMs, offset)) return { offsets: [offset], zones: '' };
    return { offsets: [offset, clock.offsetAt(asIfUtcMs)], zones: `${name} (with summer time) or ${always} (without)` };
  }
  const offset = clockOf(word)?.offsetAt(asIfUtcMs);
  return offset === undefined ? null : { offsets: [offset], zones: '' };
}

/** What stands behind a clock: a word, or a name in square brackets, as `09:30:00 US/Eastern` and `09:30-05:00[America/New_York]`. */
const BEHIND = /^(.*\d[: T]?\d\d(?:[.,]\d+)?(?: ?[ap]\.? ?m\.?)?(?: ?[+-]\d\d:?\d\d)?)(?: \(?|\[)(\p{L}[\p{L}\d_+/-]*)[\])]?$/iu;
const HALF_DAY = /^[ap]m$/i;

/** A time with its zone's word taken off; null: it has none. */
export function zoneBehind(text: string): { readonly local: string; readonly word: string } | null {
  const [, local, word] = BEHIND.exec(text) ?? [];
  return local === undefined || word === undefined || HALF_DAY.test(word) ? null : { local, word };
}
