import { utcClock } from '#shared/lib';
import type { Config } from '#shared/config';
import { rule, type Criterion, type NewsEvent, type SymbolSpec } from '#shared/domain';
import { calendarBlindness, type ReadonlyCockpit } from '#shared/projection';
import type { Rulebook } from '#shared/rulebooks';
import { newsWindowAt, type NewsSpan } from '#engine/market';

/** What the calendar says about an entry now. `span` is what is kept free; `ageHours` null: only the trader's own events are known; `firm` names whose rule it is, null where only ours. */
export type News =
  | { readonly kind: 'none' }
  | { readonly kind: 'clear'; readonly span: NewsSpan; readonly ageHours: number | null }
  /** Whether an event is near cannot be known. `why` says what is wrong with the calendar. */
  | { readonly kind: 'blind'; readonly span: NewsSpan; readonly why: string; readonly firm: string | null }
  | {
      readonly kind: 'near';
      readonly event: NewsEvent;
      readonly minutes: number;
      readonly until: number;
      readonly span: NewsSpan;
      readonly ageHours: number | null;
      readonly firm: string | null;
    };

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** The wider of our own and the firm's window. */
export const newsSpan = ({ newsMinutes }: Config['calendar'], { news }: Rulebook): NewsSpan => ({
  before: Math.max(newsMinutes, news?.before ?? 0),
  after: Math.max(newsMinutes, news?.after ?? 0),
});

/** Everything that is known to come: what was read, and what the trader has noted. */
export const newsEvents = ({ calendar, notedNews }: Pick<ReadonlyCockpit, 'calendar' | 'notedNews'>): readonly NewsEvent[] =>
  notedNews.size === 0 ? (calendar?.events ?? []) : [...(calendar?.events ?? []), ...notedNews.values()];

/** The nearest high-impact event of the symbol's currencies within the window around now. */
export function newsOf(
  state: Pick<ReadonlyCockpit, 'calendar' | 'notedNews'>,
  config: Config['calendar'],
  rulebook: Rulebook,
  spec: SymbolSpec | null,
  nowMs: number,
): News {
  const span = newsSpan(config, rulebook);
  const { calendar } = state;
  const firm = rulebook.news === null ? null : rulebook.title;
  const isAsked = firm !== null || calendar !== null || state.notedNews.size > 0;
  if (!isAsked || span.before + span.after === 0) return { kind: 'none' };
  const ageHours = calendar === null ? null : Math.max(0, nowMs - calendar.readAt) / HOUR_MS;
  const near = newsWindowAt(newsEvents(state), [spec?.currencyBase, spec?.currencyProfit], span, nowMs);
  if (near === null) {
    const why = calendarBlindness(calendar, config.maxAgeHours, nowMs);
    const isBlind = why !== null && (firm !== null || calendar !== null);
    return isBlind ? { kind: 'blind', span, why, firm } : { kind: 'clear', span, ageHours };
  }
  const { event, until } = near;
  return { kind: 'near', event, minutes: (event.at - nowMs) / MINUTE_MS, until, span, ageHours, firm };
}

/**
 * The calendar's rule: the trader's own caution, or the firm's rule, which cannot be overridden. Where the firm forbids entries
 * around news and no calendar can be relied on, entries are refused.
 */
export function newsRules(news: News, { whenStale }: Config['calendar']): readonly Criterion[] {
  if (news.kind === 'none') return [];
  const { before, after } = news.span;
  const minutesText = before === after ? `${before} minutes` : `${before} minutes before to ${after} after`;
  const base = { code: 'news', limit: Math.max(before, after), hard: false } as const;
  const ageHours = news.kind === 'blind' ? null : news.ageHours;
  const age = ageHours === null ? 'no calendar, only what you noted' : `calendar read ${ageHours.toFixed(1)} h ago`;
  if (news.kind === 'near') {
    const { event, minutes, until, firm } = news;
    const when = minutes >= 0 ? `in ${minutes.toFixed(1)} minutes` : `${(-minutes).toFixed(1)} minutes ago`;
    const whose = firm === null ? '' : `${firm}; `;
    const text = `${event.currency} ${event.title} ${when}, entries keep ${minutesText} away, until ${utcClock(until)} UTC (${whose}${age}).`;
    return [rule({ ...base, hard: firm !== null, ok: false, observed: Number(minutes.toFixed(2)), text })];
  }
  if (news.kind === 'blind') {
    const { why, firm } = news;
    const ok = firm === null && whenStale === 'allow';
    const verdict =
      firm === null ? `entries are ${ok ? 'allowed all the same' : 'refused'}` : `${firm} forbids entries around news: refused`;
    const remedy = ok ? '' : ' Put a current calendar file into the data folder, or connect MetaTrader.';
    return [rule({ ...base, hard: firm !== null, ok, observed: null, text: `${why}: ${verdict}.${remedy}` })];
  }
  const none = ageHours === null ? 'No noted event' : 'No high-impact event';
  return [rule({ ...base, ok: true, observed: null, text: `${none} within ${minutesText} (${age}).` })];
}
