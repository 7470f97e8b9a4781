import { convertIcsCalendar, type IcsEvent } from 'ts-ics';
import type { NewsEvent } from '#shared/domain';

/** A start without a zone could be any hour of the day: it is refused rather than guessed. */
const FLOATING = /^DTSTART(?:;(?!TZID)[^:]*)?:\d{8}T\d{6}\s*$/im;

/**
 * Events of an iCalendar file. The currency is the first word of three capitals in the summary; the impact is a category
 * High, Medium or Low, else the priority (1 to 4 high, 5 medium, 6 to 9 low), else high, because caution costs less. Whole
 * days and summaries without a currency are left out.
 */
export function eventsOfIcs(text: string): readonly NewsEvent[] {
  const floating = FLOATING.exec(text);
  if (floating !== null) throw new Error(`${floating[0].trim()} has no time zone`);
  const { events = [] } = convertIcsCalendar(undefined, text);
  return events.flatMap((event): NewsEvent[] => {
    const { summary, start } = event;
    const currency = /\b[A-Z]{3}\b/.exec(summary)?.[0];
    const at = start.date.getTime();
    if (currency === undefined || start.type === 'DATE' || !Number.isFinite(at) || at < 0) return [];
    const title = summary
      .replace(currency, '')
      .replace(/^[\s:,-]+/, '')
      .slice(0, 200);
    return [{ at, currency, impact: impactOf(event), title: title === '' ? summary.slice(0, 200) : title }];
  });
}

function impactOf({ categories = [], priority }: IcsEvent): NewsEvent['impact'] {
  const named = categories.map((category) => category.trim().toLowerCase()).find((one) => /^(high|medium|low)$/.test(one));
  if (named !== undefined) return named as NewsEvent['impact'];
  const rank = Number(priority ?? 0);
  return rank >= 6 ? 'low' : rank === 5 ? 'medium' : 'high';
}
