import type { Alarm } from '#shared/domain';
import type { AlarmLife } from '#shared/projection';
import { isQuiet, type QuietHours } from './quiet-hours.ts';
import { alarmText, subjectOf } from './alarm-text.ts';

export type AlarmPolicy = {
  readonly escalateAfterMin: number | null;
  readonly tellReturned: boolean;
  readonly quietHours: QuietHours | null;
  readonly template: string;
};
export type AlarmMessage = {
  readonly subject: string;
  readonly text: string;
  readonly level: Alarm['level'];
  /** Nobody acknowledged it in time. */
  readonly isEscalation: boolean;
};
/** What was told of an alarm: when (UTC ms), how often it was escalated since, and which raising of it that was. */
export type ToldAlarm = { readonly alarm: Alarm; readonly at: number; readonly escalations: number };
export type Told = ReadonlyMap<string, ToldAlarm>;

/** Reminders of one alarm: who has not looked after these will not after ten. */
const ESCALATIONS_MAX = 3;

/**
 * What people are to be told now, and what has been told after that. An alarm is told when it is raised, again while nobody
 * acknowledges it, and when it is over. One that is shelved waits; in quiet hours one of a level that is not excepted does, and
 * it is never told when it is over by then. Pure: `nowMs` is UTC.
 */
export function alarmMessages(
  alarms: ReadonlyMap<string, AlarmLife>,
  told: Told,
  policy: AlarmPolicy,
  { nowMs, account }: { readonly nowMs: number; readonly account: string },
): { readonly messages: readonly AlarmMessage[]; readonly told: Told } {
  const messages: AlarmMessage[] = [];
  const next = new Map<string, ToldAlarm>();
  const add = (alarm: Alarm, prefix: string, isEscalation = false): void => {
    const text = alarmText(policy.template, alarm, { nowMs, account });
    messages.push({ subject: `${prefix}${subjectOf(alarm)}`, text, level: alarm.level, isEscalation });
  };
  for (const [id, life] of alarms) {
    const before = told.get(id);
    const known = before !== undefined && before.alarm.raisedAt === life.alarm.raisedAt ? before : undefined;
    if (known === undefined) {
      if (!isToTell(life, policy, nowMs)) continue;
      add(life.alarm, '');
      next.set(id, { alarm: life.alarm, at: nowMs, escalations: 0 });
    } else if (life.state === 'returned') {
      if (policy.tellReturned) add(life.alarm, 'Over: ');
    } else if (isOverdue(life, known, policy.escalateAfterMin, nowMs)) {
      add(life.alarm, `Not acknowledged after ${minutesSince(life.alarm.raisedAt, nowMs)} min: `, true);
      next.set(id, { ...known, escalations: known.escalations + 1 });
    } else next.set(id, known);
  }
  for (const [id, { alarm }] of told) if (!alarms.has(id) && policy.tellReturned) add(alarm, 'Over: ');
  return { messages, told: next };
}

function isToTell({ state, acknowledged, shelvedUntil, alarm }: AlarmLife, { quietHours }: AlarmPolicy, nowMs: number): boolean {
  if (state !== 'active' || acknowledged !== null || isShelved(shelvedUntil, nowMs)) return false;
  return quietHours === null || quietHours.except.includes(alarm.level) || !isQuiet(quietHours, nowMs);
}

function isOverdue({ acknowledged, shelvedUntil }: AlarmLife, told: ToldAlarm, afterMin: number | null, nowMs: number): boolean {
  if (afterMin === null || acknowledged !== null || isShelved(shelvedUntil, nowMs)) return false;
  return told.escalations < ESCALATIONS_MAX && nowMs - told.at >= afterMin * 60_000 * (told.escalations + 1);
}

const isShelved = (until: number | null, nowMs: number): boolean => until !== null && until > nowMs;
const minutesSince = (atMs: number, nowMs: number): number => Math.max(0, Math.round((nowMs - atMs) / 60_000));
