import { calendarBlindness, type ReadonlyCockpit } from '#shared/projection';
import { rulebookIn } from '#shared/rulebooks';
import type { ActiveAlarm } from './active-alarm.ts';

const HOUR_MS = 3_600_000;

/** When the calendar in use ends or is too old, UTC ms; a moment of the past once it is. */
export function calendarTurnsAt({ calendar, config }: ReadonlyCockpit): number {
  if (calendar === null) return Infinity;
  const content = calendar.coversUntil === undefined ? calendar.events.at(-1)?.at : calendar.coversUntil;
  return Math.min(content ?? Infinity, calendar.readAt + config.calendar.maxAgeHours * HOUR_MS);
}

/** A calendar that cannot be relied on, with file, row and reason: high where the firm's news rule needs it. */
export function calendarAlarms(cockpit: ReadonlyCockpit, nowMs: number): readonly ActiveAlarm[] {
  const { calendar, calendarFault, config } = cockpit;
  const { news, title } = rulebookIn(config.rulebook);
  const why = calendarBlindness(calendar, config.calendar.maxAgeHours, nowMs);
  const isMissing = calendar === null && calendarFault === null;
  if ((why === null && calendarFault === null) || (isMissing && news === null)) return [];
  const isRefused = why !== null && (news !== null || config.calendar.whenStale === 'refuse');
  return [
    {
      kind: 'calendar',
      level: isRefused && news !== null ? 'high' : 'advisory',
      title: calendarFault === null ? 'The calendar cannot be relied on' : 'The calendar cannot be read',
      deadlineAt: null,
      cause: [calendarFault, why]
        .filter((part) => part !== null)
        .map((part) => `${part.slice(0, 200)}.`)
        .join(' '),
      consequence: isRefused
        ? `Entries are refused${news === null ? '' : `: ${title} forbids them around news`}.`
        : why === null
          ? 'The copy read before is used.'
          : 'Entries are not kept away from news.',
      action: 'Put a current calendar file into the data folder, mend the row named above, or connect MetaTrader.',
    },
  ];
}
