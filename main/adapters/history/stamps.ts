import type { Bar } from '#shared/domain';
import { utcMinute } from '#shared/lib';
import { clean } from './titles.ts';

/** Which moment of a bar its time is. */
export type Stamps = 'start' | 'end';

const HALF_HOUR_MS = 1_800_000;
/** Longer without bars than this between two sessions. */
const BREAK_MS = 900_000;

/** A program that calls bars by their end, told by a file's name or titles; null: none is known. */
export function endStamping(name: string, header: string): string | null {
  if (/\.(?:last|bid|ask)(?:\.txt|\.csv)?$/i.test(name)) return 'NinjaTrader';
  const titles = new Set(header.split(/[,;\t]/).map(clean));
  if (titles.has('totalvolume')) return 'MultiCharts';
  return titles.has('up') && titles.has('down') && titles.has('time') ? 'TradeStation' : null;
}

/**
 * Sessions begin and end on the half hour: a last bar at 22:00 and a first one at 22:01 are called by their end, 21:59 and 22:00 by
 * their start. What more breaks show than the contrary is a hint; the rows between two sessions may be missing.
 */
export function endedSession(bars: readonly Bar[], everyMs: number): { readonly last: number; readonly first: number } | null {
  let [ends, starts] = [0, 0];
  let shown: { readonly last: number; readonly first: number } | null = null;
  for (let at = 1; at < bars.length; at += 1) {
    const [last, first] = [bars[at - 1]?.time ?? 0, bars[at]?.time ?? 0];
    if (first - last < BREAK_MS + everyMs) continue;
    const [before, after] = [last % HALF_HOUR_MS, first % HALF_HOUR_MS];
    if (before === 0 && after === everyMs) {
      ends += 1;
      shown ??= { last, first };
    } else if (before === HALF_HOUR_MS - everyMs || after === 0) starts += 1;
  }
  return ends > starts ? shown : null;
}

/** What a file that is read by the starts of its bars lets guess; nothing is changed by it. */
export function stampHint(bars: readonly Bar[], everyMs: number, exporter: string | null): string | null {
  const session = endedSession(bars, everyMs);
  if (session !== null)
    return `its bars seem to be called by their end: a session ends with ${utcMinute(session.last)}, the next begins with ${utcMinute(session.first)} UTC (--stamps end)`;
  return exporter === null ? null : `${exporter} calls a bar by its end, and it is read as the start (--stamps end)`;
}
