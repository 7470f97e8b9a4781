import type { Config } from '../../../shared/config/index.ts';
import type { Criterion, NewsEvent, SymbolSpec } from '../../../shared/domain/index.ts';
import type { ReadonlyCockpit } from '../../../shared/projection/index.ts';

/** What the calendar says about an entry now. */
export type News =
  | { readonly kind: 'none' }
  | { readonly kind: 'clear'; readonly ageHours: number; readonly isStale: boolean }
  | { readonly kind: 'near'; readonly event: NewsEvent; readonly minutes: number; readonly ageHours: number };

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** The nearest high-impact event of the symbol's currencies within the window around now. */
export function newsOf(
  calendar: ReadonlyCockpit['calendar'],
  config: Config['calendar'],
  spec: SymbolSpec | null,
  nowMs: number,
): News {
  if (calendar === null || config.newsMinutes === 0) return { kind: 'none' };
  const ageHours = Math.max(0, nowMs - calendar.readAt) / HOUR_MS;
  const near = calendar.events.find(
    ({ at, impact, currency }) =>
      impact === 'high' &&
      (currency === spec?.currencyBase || currency === spec?.currencyProfit) &&
      Math.abs(at - nowMs) <= config.newsMinutes * MINUTE_MS,
  );
  if (near !== undefined) return { kind: 'near', event: near, minutes: (near.at - nowMs) / MINUTE_MS, ageHours };
  return { kind: 'clear', ageHours, isStale: ageHours > config.maxAgeHours };
}

/** The calendar's rule. Without a calendar there is nothing to ask, and it says so by not being there. */
export function newsRules(news: News, { newsMinutes, maxAgeHours, whenStale }: Config['calendar']): readonly Criterion[] {
  if (news.kind === 'none') return [];
  const base = { code: 'news', limit: newsMinutes, hard: false } as const;
  const age = `calendar read ${news.ageHours.toFixed(1)} h ago`;
  if (news.kind === 'near') {
    const { event, minutes } = news;
    const when = minutes >= 0 ? `in ${minutes.toFixed(1)} minutes` : `${(-minutes).toFixed(1)} minutes ago`;
    const text = `${event.currency} ${event.title} ${when}, entries keep ${newsMinutes} minutes away (${age}).`;
    return [{ ...base, ok: false, observed: Number(minutes.toFixed(2)), text }];
  }
  if (news.isStale)
    return [
      {
        ...base,
        ok: whenStale === 'allow',
        observed: null,
        text: `The ${age}, relied on for ${maxAgeHours} h: entries are ${whenStale === 'allow' ? 'allowed all the same' : 'refused'}.`,
      },
    ];
  return [{ ...base, ok: true, observed: null, text: `No high-impact event within ${newsMinutes} minutes (${age}).` }];
}
