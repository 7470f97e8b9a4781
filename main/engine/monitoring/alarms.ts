import { ALARM_ROWS_MAX, hasFollowers, type Alarm, type Facts } from '#shared/domain';
import type { Decision } from '#shared/events';
import { canonicalJson } from '#shared/lib';
import type { ReadonlyCockpit } from '#shared/projection';
import { calendarAlarms, calendarTurnsAt } from './calendar-alarms.ts';
import { clockAlarms } from './clock-alarms.ts';
import { controlAlarms } from './control-alarms.ts';
import { gapAlarms, intakeAlarms, sourceFaultAlarms } from './intake-alarms.ts';
import { limitsAlarm } from './limits-alarm.ts';
import { linkAlarms } from './link-alarms.ts';
import { machineAlarms } from './machine-alarms.ts';
import { moneyAlarms } from './money-alarms.ts';
import { inactivityTurnsAt, rulebookAlarms } from './rulebook-alarms.ts';
import { turnAlarms } from './turn-alarms.ts';
import type { ActiveAlarm } from './active-alarm.ts';

/** What is wrong at this moment and needs a human act. Nothing else is an alarm. */
export function activeAlarms(cockpit: ReadonlyCockpit, facts: Facts | null, nowMs: number): readonly ActiveAlarm[] {
  const isDown = facts?.link === 'down';
  const own = controlAlarms(cockpit, isDown);
  return [
    ...withFollowers(linkAlarms(facts, nowMs), isDown ? followersAmong(cockpit, own) : []),
    ...moneyAlarms(cockpit, facts, nowMs),
    ...rulebookAlarms(cockpit, facts, nowMs),
    ...limitsAlarm(cockpit, facts),
    ...calendarAlarms(cockpit, nowMs),
    ...clockAlarms(cockpit),
    ...machineAlarms(cockpit),
    ...intakeAlarms(cockpit),
    ...sourceFaultAlarms(cockpit),
    ...gapAlarms(cockpit, nowMs),
    ...turnAlarms(cockpit, nowMs),
    ...own,
  ];
}

/**
 * The next moment (UTC ms) at which time alone can raise or end an alarm of an account on which nothing is open; Infinity: none can.
 * Null: it cannot be told, as of sources with a rhythm, whose hours begin and end.
 */
export function alarmsTurnAt(cockpit: ReadonlyCockpit, nowMs: number): number | null {
  for (const { rhythm } of cockpit.sources.values()) if (rhythm !== null) return null;
  // A turn that stopped half-way is told for a day.
  if (cockpit.alarms.get('half_turned')?.state === 'active') return null;
  const moments = [calendarTurnsAt(cockpit), ...inactivityTurnsAt(cockpit)];
  // A moment that is now stays the next one: what ends at it may end only behind it.
  return Math.min(Infinity, ...moments.flatMap((at) => (at >= nowMs ? [at] : [])));
}

/** What is wrong because the link is down and for no other reason: it has no alarm of its own meanwhile. */
function followersAmong(cockpit: ReadonlyCockpit, own: readonly ActiveAlarm[]): readonly ActiveAlarm[] {
  const told = new Set(own.map(idOf));
  return controlAlarms(cockpit, false).filter((alarm) => !told.has(idOf(alarm)));
}

/** The cause with what follows from it. Only words that stay: a row that counts on would be told again and again. */
const withFollowers = ([cause, ...more]: readonly ActiveAlarm[], followers: readonly ActiveAlarm[]): readonly ActiveAlarm[] => {
  if (cause === undefined) return more;
  if (followers.length === 0) return [cause, ...more];
  const rows = followers
    .slice(0, ALARM_ROWS_MAX)
    .map((alarm) => ({ subject: idOf(alarm).slice(0, 64), text: `${alarm.title}. ${alarm.consequence}`.slice(0, 300) }));
  return [{ ...cause, rows }, ...more];
};

const idOf = ({ id, kind }: ActiveAlarm): string => id ?? kind;

/**
 * An alarm that stands for many is told again when its rows change: as new where one joined, quietly where some left. What follows
 * from a cause that was told joins it quietly.
 */
function rowsChanged(shown: Alarm, { rows = [], ...alarm }: ActiveAlarm & { readonly id: string }): readonly Decision[] {
  const before = shown.rows ?? [];
  if (canonicalJson(before) === canonicalJson(rows)) return [];
  const known = new Set(before.map(({ subject }) => subject));
  const { raisedAt, count } = shown;
  return [
    {
      type: 'alarm.raised',
      payload: {
        alarm: { ...alarm, rows, raisedAt, count },
        ...(hasFollowers(alarm.kind) || rows.every(({ subject }) => known.has(subject)) ? { isUpdate: true } : {}),
      },
    },
  ];
}

/** The difference between what stands and what is shown, as decisions. Each kind is raised once and counted when it comes back. */
export function alarmChanges(cockpit: ReadonlyCockpit, facts: Facts | null, nowMs: number): readonly Decision[] {
  const standing = new Map(activeAlarms(cockpit, facts, nowMs).map((alarm) => [idOf(alarm), alarm]));
  const out: Decision[] = [];
  for (const [id, alarm] of standing) {
    const life = cockpit.alarms.get(id);
    if (life?.state === 'active') {
      out.push(...rowsChanged(life.alarm, { ...alarm, id }));
      continue;
    }
    out.push({
      type: 'alarm.raised',
      payload: { alarm: { ...alarm, id, raisedAt: nowMs, count: (life?.alarm.count ?? 0) + 1 } },
    });
  }
  for (const [id, life] of cockpit.alarms)
    if (life.state === 'active' && !standing.has(id)) out.push({ type: 'alarm.cleared', payload: { alarmId: id } });
  return out;
}
