import type { NewsEvent } from '#shared/domain';
import type { Calendar, Clock } from '#ports';

const HOUR_MS = 3_600_000;
/** Behind and ahead of now: what may still matter, and a week to plan by. */
const BACK_MS = 12 * HOUR_MS;
const AHEAD_MS = 7 * 24 * HOUR_MS;
const EVENTS_MAX = 2_000;

type Source = {
  readonly source: string;
  events(fromMs: number, toMs: number): Promise<readonly NewsEvent[]>;
};

/** The terminal's own economic calendar. Rejects while no Expert Advisor is connected; the last copy is used then, with its age. */
export const terminalCalendar = (terminal: Source, clock: Clock): Calendar => ({
  read: async () => {
    const now = Math.floor(clock.nowMs());
    const events = await terminal.events(now - BACK_MS, now + AHEAD_MS);
    const sorted = [...events].sort((a, b) => a.at - b.at).slice(0, EVENTS_MAX);
    // The terminal was asked for a week: a list without an event is one that it could not fill.
    const coversUntil = sorted.length === 0 ? null : now + AHEAD_MS;
    return { source: `calendar of ${terminal.source}`, events: sorted, coversUntil, notes: [] };
  },
});
