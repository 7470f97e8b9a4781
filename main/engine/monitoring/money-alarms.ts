import type { Facts } from '#shared/domain';
import type { ReadonlyCockpit } from '#shared/projection';
import { dayUsedPct, roomOf } from '#engine/rulebook';
import type { ActiveAlarm } from './active-alarm.ts';

/** The day's loss, and positions whose loss has no limit. */
export function moneyAlarms(cockpit: ReadonlyCockpit, facts: Facts | null, nowMs: number): readonly ActiveAlarm[] {
  const out: ActiveAlarm[] = [];
  const room = facts === null ? null : roomOf(cockpit, facts, nowMs);
  const { softStopPct, hardStopPct } = cockpit.config.rulebook;
  const used = room === null ? 0 : dayUsedPct(room);
  if (room !== null && used >= softStopPct && used < hardStopPct) {
    out.push({
      kind: 'day_soft_stop',
      level: 'high',
      title: "Day's soft stop reached",
      deadlineAt: room.resetsAt,
      cause: `${used.toFixed(1)} % of the daily limit is used, the soft stop is at ${softStopPct} %.`,
      consequence: `No new entries. At ${hardStopPct} % everything is closed.`,
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
