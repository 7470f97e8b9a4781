import type { Facts } from '#shared/domain';
import type { ReadonlyCockpit } from '#shared/projection';
import { limitUse, roomOf } from '#engine/rulebook';
import type { ActiveAlarm } from './active-alarm.ts';

/** The day's loss, and positions whose loss has no limit. */
export function moneyAlarms(cockpit: ReadonlyCockpit, facts: Facts | null, nowMs: number): readonly ActiveAlarm[] {
  const out: ActiveAlarm[] = [];
  const room = facts === null ? null : roomOf(cockpit, facts, nowMs);
  const { softStopPct, hardStopPct } = cockpit.config.rulebook;
  const use = room === null ? null : limitUse(room);
  if (room !== null && use !== null && use.pct >= softStopPct && use.pct < hardStopPct) {
    out.push({
      kind: 'day_soft_stop',
      level: 'high',
      title: "Day's soft stop reached",
      deadlineAt: room.resetsAt,
      cause: `${use.pct.toFixed(1)} % of ${use.of === 'day' ? 'the daily limit' : 'the room in all that the day began with'} is used, the soft stop is at ${softStopPct} %.`,
      consequence: `No new entries. ${use.of === 'day' ? `At ${hardStopPct} %` : `At the last ${100 - hardStopPct} % of the limit in all`} everything is closed.`,
      action: 'Look after the open positions; trading goes on after the reset.',
    });
  }
  for (const held of facts?.positions ?? []) {
    if (held.stopLoss !== null) continue;
    out.push({
      id: `no_stop:${held.ticket}`,
      kind: 'position_without_stop',
      level: 'critical',
      title: `${held.symbol} has no stop`,
      deadlineAt: null,
      cause: `Position ${held.ticket}, ${held.volume} lots, has no stop loss.`,
      consequence: 'Its loss has no limit, so no new entry is possible.',
      action: 'Set a stop in the terminal, or close the position.',
    });
  }
  return out;
}
