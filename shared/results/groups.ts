import type { DayReset } from '#shared/rulebooks';
import type { Result } from './result.ts';
import { summaryOf, type Summary } from './summary.ts';
import { firmDay, openSessions, weekdayOfDay } from './wall-time.ts';

export const GROUPINGS = ['strategy', 'symbol', 'session', 'weekday', 'score'] as const;
/** `session` and `weekday` are those of the opening: that is when it was decided. `weekday` is the firm's. */
export type Grouping = (typeof GROUPINGS)[number];

/**
 * Trades that have something in common. `key` is a strategy's id, a symbol, open sessions joined by `+` (empty: none), a
 * weekday (0 is Sunday), or the lower end of a score band.
 */
export type ResultGroup = { readonly key: string; readonly summary: Summary };

/** Width of a score band. */
export const SCORE_BAND = 0.05;
const DUST = 1e-9;

/** The lower end of the band that a score lies in: 0.73 is in that from 0.70, and 1 in the last. */
export const bandOf = (score: number): number =>
  Math.min(Math.floor((score + DUST) / SCORE_BAND), Math.round(1 / SCORE_BAND) - 1) * SCORE_BAND;

/** In the order of the key: of a week, of the score; names by the alphabet. What has no key, such as no known score, is in no group. */
export function groupsOf(results: readonly Result[], by: Grouping, reset: DayReset): readonly ResultGroup[] {
  const groups = new Map<string, Result[]>();
  for (const result of results) {
    const key = keyOf(result, by, reset);
    if (key === null) continue;
    const held = groups.get(key);
    if (held === undefined) groups.set(key, [result]);
    else held.push(result);
  }
  const place = (key: string): number => (by === 'weekday' ? (Number(key) + 6) % 7 : Number(key));
  const order = (a: string, b: string): number =>
    by === 'weekday' || by === 'score' ? place(a) - place(b) : a < b ? -1 : a > b ? 1 : 0;
  return [...groups].sort(([a], [b]) => order(a, b)).map(([key, held]) => ({ key, summary: summaryOf(held) }));
}

function keyOf({ trade, score }: Result, by: Grouping, reset: DayReset): string | null {
  switch (by) {
    case 'strategy':
      return trade.strategyId;
    case 'symbol':
      return trade.symbol;
    case 'session':
      return openSessions(trade.openedAt).join('+');
    case 'weekday':
      return String(weekdayOfDay(firmDay(trade.openedAt, reset)));
    case 'score':
      return score === null ? null : bandOf(score).toFixed(2);
  }
}
