import { expandRecurringEvent, sync, type VEvent } from 'node-ical';
import type { NewsEvent } from '#shared/domain';
import { currencyOfWords, EVERY_CURRENCY } from './fields.ts';
import type { Events } from './events.ts';
import { isKnownZone } from './moment.ts';

/** A start without a zone could be any hour of the day: it is refused rather than guessed. */
const FLOATING = /^DTSTART(?:;(?!TZID)[^:\r\n]*)?:\d{8}T\d{6}\s*$/im;
const CALENDAR_ZONE = /^X-WR-TIMEZONE:(.+?)\s*$/im;

/**
 * Events of an iCalendar file between two moments (UTC ms), recurring ones each time. Zones are IANA's or Windows' names; another
 * one is refused. The currency is a code in the summary, else a country's or a central bank's name; the impact is a category High,
 * Medium or Low, else the priority (1 to 4 high, 5 medium, 6 to 9 low), else high, because caution costs less. Whole days and
 * summaries without a currency are left out and counted.
 */
export function icsEvents(text: string, fromMs: number, toMs: number): Events {
  if (!/BEGIN:VCALENDAR/i.test(text)) throw new Error('is no iCalendar file');
  const leftOut = new Map<string, number>();
  const skip = (why: string): readonly NewsEvent[] => {
    leftOut.set(why, (leftOut.get(why) ?? 0) + 1);
    return [];
  };
  const parsed = Object.values(sync.parseICS(withUniqueIds(zoned(text))));
  const events = parsed.flatMap((event): readonly NewsEvent[] => {
    if (event?.type !== 'VEVENT') return [];
    const summary = textOf(event.summary);
    const { tz } = event.start;
    if (tz !== undefined && !isKnownZone(tz) && event.datetype !== 'date')
      throw new Error(`"${summary.slice(0, 60)}": TZID ${tz} is neither an IANA nor a Windows time zone`);
    if (event.datetype === 'date') return skip('without a time of day');
    const impact = impactOf(event);
    const currency = currencyOfWords(summary) ?? (hasOwnImpact(event) && impact === 'high' ? EVERY_CURRENCY : null);
    if (currency === null) return skip('without a currency');
    return startsOf(event, fromMs, toMs).map((at) => ({ at, currency, impact, title: titleOf(summary, currency) }));
  });
  return { events, leftOut, notes: [] };
}

/** Floating starts in the zone that the calendar names for them. */
function zoned(text: string): string {
  const floating = FLOATING.exec(text);
  if (floating === null) return text;
  const zone = CALENDAR_ZONE.exec(text)?.[1];
  if (zone === undefined || !isKnownZone(zone)) throw new Error(`${floating[0].trim()} has no time zone`);
  return text.replace(
    /^DTSTART(?:;(?!TZID)[^:\r\n]*)?:(\d{8}T\d{6})(\r?)$/gim,
    (_line, start: string, end: string) => `DTSTART;TZID=${zone}:${start}${end}`,
  );
}

/** Exports that give every event one id are read all the same. Overrides of a recurring event keep theirs. */
function withUniqueIds(text: string): string {
  let count = 0;
  return text.replace(/BEGIN:VEVENT[\s\S]*?END:VEVENT/g, (event) => {
    count += 1;
    return /^(RECURRENCE-ID|RRULE)/im.test(event) ? event : event.replace(/^UID:/im, `UID:${count}-`);
  });
}

function startsOf(event: VEvent, fromMs: number, toMs: number): readonly number[] {
  if (event.rrule === undefined) return [event.start.getTime()];
  const span = { from: new Date(fromMs), to: new Date(toMs) };
  return expandRecurringEvent(event, span).map(({ start }) => start.getTime());
}

const textOf = (value: VEvent['summary']): string => (typeof value === 'string' ? value : value.val);

function titleOf(summary: string, currency: string): string {
  const title = summary
    .replace(currency, '')
    .replace(/^[\s:,-]+/, '')
    .slice(0, 200);
  return title === '' ? summary.slice(0, 200) : title;
}

const NAMED = /^(high|medium|low)$/;
const categoriesOf = ({ categories = [] }: VEvent): readonly string[] => categories.map((one) => one.trim().toLowerCase());
const priorityOf = ({ priority }: VEvent): number => Number(priority ?? 0);

const hasOwnImpact = (event: VEvent): boolean => priorityOf(event) > 0 || categoriesOf(event).some((one) => NAMED.test(one));

function impactOf(event: VEvent): NewsEvent['impact'] {
  const named = categoriesOf(event).find((one) => NAMED.test(one));
  if (named !== undefined) return named as NewsEvent['impact'];
  const rank = priorityOf(event);
  return rank >= 6 ? 'low' : rank === 5 ? 'medium' : 'high';
}
