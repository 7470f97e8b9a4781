import type { NewsEvent } from '#shared/domain';

const MINUTE = 60_000;
/** The currency of an event that moves every symbol, such as a meeting of OPEC or G20. */
const EVERY_CURRENCY = 'ALL';

/** Minutes before and after an event. */
export type NewsSpan = { readonly before: number; readonly after: number };
/** A high-impact event and the time around it that is kept free. */
export type NewsWindow = { readonly event: NewsEvent; readonly from: number; readonly until: number };

/**
 * The first window around a high-impact event of these currencies, or of all, that a moment lies in, or that begins within `aheadMs`
 * of it. Both ends belong to it. Events need no order.
 */
export function newsWindowAt(
  events: readonly NewsEvent[],
  currencies: readonly (string | undefined)[],
  { before, after }: NewsSpan,
  nowMs: number,
  aheadMs = 0,
): NewsWindow | null {
  let first: NewsWindow | null = null;
  for (const event of events) {
    if (event.impact !== 'high' || !(event.currency === EVERY_CURRENCY || currencies.includes(event.currency))) continue;
    const window = { event, from: event.at - before * MINUTE, until: event.at + after * MINUTE };
    const isNear = nowMs >= window.from - aheadMs && nowMs <= window.until;
    if (isNear && (first === null || window.from < first.from)) first = window;
  }
  return first;
}
