import type { NewsEvent } from '#shared/domain';
import { currencyIn, currencyOfWords, EVERY_CURRENCY, impactIn, type RawEvent } from './fields.ts';
import { dayOrderOf, instantIn, readMoment, type DayOrder, type Written } from './moment.ts';
import { evidenceFor, fittingZone, type WallEvent } from './zone-evidence.ts';

/** What is known of a source: how it writes dates and whose wall time it means; null: the file has to show it. */
export type Source = {
  readonly order: DayOrder | null;
  readonly zone: string | null;
  /** The zone counts only when releases with a published time confirm it. */
  readonly needsEvidence: boolean;
  /** It classes every release: a row without a class that begins at midnight is a day, not a release. */
  readonly hasClasses?: true;
};

/** Events of one file, and how many rows were left out, by why. */
export type Events = {
  readonly events: readonly NewsEvent[];
  readonly leftOut: ReadonlyMap<string, number>;
  readonly notes: readonly string[];
};

const TITLE_MAX = 200;

type Kept = {
  readonly raw: RawEvent;
  readonly written: Exclude<Written, { kind: 'day' }>;
  readonly impact: NewsEvent['impact'];
  readonly currency: string;
};

/**
 * Turns the rows of one file into events. Rows without a time of day (all day, tentative), holidays, and smaller events without a
 * currency are left out and counted. A row that may be a high-impact event and cannot be placed makes the file unusable: the
 * error names row and cell. `zone` is the configured zone of wall times; null: the source's, if its releases confirm it.
 */
export function eventsOf(rows: readonly RawEvent[], source: Source, zone: string | null): Events {
  const order = source.order ?? dayOrderOf(rows.map(({ date }) => date));
  const leftOut = new Map<string, number>();
  const skip = (why: string): readonly Kept[] => {
    leftOut.set(why, (leftOut.get(why) ?? 0) + 1);
    return [];
  };
  const kept = rows.flatMap((raw): readonly Kept[] => {
    const written = readMoment(raw.date, raw.time, order);
    if (written.kind === 'day') return skip('without a time of day');
    const impact = impactIn(raw.impact);
    if (impact === null || isHoliday(raw, source)) return skip('holidays');
    if (impact === 'unknown') throw new Error(`${raw.row}impact: "${raw.impact}" is not low, medium or high`);
    if (written.kind === 'unreadable') {
      if (impact === 'high')
        throw new Error(`${raw.row}${raw.column}: "${`${raw.date} ${raw.time}`.trim()}" is not a time${hint(raw.date, order)}`);
      return skip('with an unreadable time');
    }
    const currency = currencyIn(raw.currency) ?? currencyOfWords(raw.title) ?? (impact === 'high' ? EVERY_CURRENCY : null);
    return currency === null ? skip('without a currency') : [{ raw, written, impact, currency }];
  });
  const { zone: used, notes } = zoneOf(kept, source, zone);
  const events = kept.map(({ raw, written, impact, currency }): NewsEvent => {
    const at =
      written.kind === 'instant' ? written.at : written.kind === 'wall' && used !== null ? instantIn(written.wall, used) : NaN;
    if (!Number.isFinite(at) || at < 0)
      throw new Error(
        `${raw.row}${raw.column}: is not a time with its zone, such as 2026-11-27T13:30:00Z (or set calendar.timeZone)`,
      );
    return { at, currency, impact, title: (raw.title === '' ? currency : raw.title).slice(0, TITLE_MAX) };
  });
  return { events, leftOut, notes };
}

/** Names of days on which markets rest. Only asked of rows without a class: a release that is named after a day has one. */
const REST_DAY =
  /\bholidays?\b|\bgolden week\b|\b(christmas|new year(['’]s)?) eve\b|\bgood friday\b|\b(day|monday|thanksgiving)( \(?observed\)?)?$/i;
const MIDNIGHT = /(^|[ T])00:00(:00)?$/;

const isHoliday = ({ impact, title, date, time }: RawEvent, { hasClasses }: Source): boolean =>
  impact.trim() === '' && (REST_DAY.test(title.trim()) || (hasClasses === true && MIDNIGHT.test(`${date} ${time}`.trim())));

const hint = (date: string, order: DayOrder | null): string =>
  order === null && /^\d{1,2}[-/.]\d{1,2}[-/.]\d{4}/.test(date) ? ': day or month first? Write 2026-11-27' : '';

/** The zone of this file's wall times, with a note where nothing confirms it; null when there is none to go by. */
function zoneOf(
  kept: readonly Kept[],
  source: Source,
  configured: string | null,
): { readonly zone: string | null; readonly notes: readonly string[] } {
  const walls = kept.flatMap(({ raw, written, currency }): readonly WallEvent[] =>
    written.kind === 'wall' ? [{ title: raw.title, currency, wall: written.wall }] : [],
  );
  if (walls.length === 0) return { zone: null, notes: [] };
  const zone = configured ?? source.zone;
  if (zone === null) return { zone: null, notes: [] };
  const { fits, misses } = evidenceFor(zone, walls);
  if (misses > fits) {
    const better = fittingZone(walls);
    const remedy =
      better === null ? 'set calendar.timeZone to the zone of the file' : `its times fit ${better}: set calendar.timeZone to it`;
    throw new Error(`times without a zone: ${misses} releases are not at their published times when read in ${zone}; ${remedy}`);
  }
  if (configured === null && source.needsEvidence && fits === 0)
    throw new Error(
      "times are the trade server's, and nothing in the file shows its zone: set calendar.timeZone (mt5 for New York + 7 h)",
    );
  return {
    zone,
    notes: configured === null && fits === 0 ? [`times have no zone and are read in ${zone} (calendar.timeZone)`] : [],
  };
}
