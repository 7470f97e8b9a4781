import { ALARM_ROWS_MAX, identifierOf, type Facts, type Position } from '#shared/domain';
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
  return [...out, ...withoutStop(cockpit, facts?.positions ?? [])];
}

/** One alarm for all positions without a stop, a row each. */
function withoutStop(cockpit: ReadonlyCockpit, positions: readonly Position[]): readonly ActiveAlarm[] {
  const bare = positions.filter(({ stopLoss }) => stopLoss === null);
  const [first] = bare;
  if (first === undefined) return [];
  const isOne = bare.length === 1;
  return [
    {
      id: 'no_stop',
      kind: 'position_without_stop',
      level: 'critical',
      title: isOne ? `${first.symbol} has no stop` : `${bare.length} positions have no stop`,
      deadlineAt: null,
      cause: isOne
        ? `Position ${first.ticket}, ${first.volume} lots, has no stop loss.`
        : `${bare.length} positions have no stop loss, in ${symbolsText(bare)}.`,
      consequence: `${isOne ? 'Its' : 'Their'} loss has no limit, so no new entry is possible.`,
      action: isOne ? whatIsDone(cockpit, identifierOf(first)) : whatIsDoneToAll(cockpit, bare),
      rows: bare
        .slice(0, ALARM_ROWS_MAX)
        .map(({ ticket, symbol, direction, volume }) => ({ subject: ticket, text: `${symbol} ${direction} ${volume} lots` })),
    },
  ];
}

const SYMBOLS_MAX = 5;
function symbolsText(positions: readonly Position[]): string {
  const symbols = [...new Set(positions.map(({ symbol }) => symbol))];
  const more = symbols.length - SYMBOLS_MAX;
  return `${symbols.slice(0, SYMBOLS_MAX).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Ours gets its stop, or is closed, without anybody; a foreign one is left alone. */
function whatIsDone({ positions, config }: ReadonlyCockpit, identifier: string): string {
  const held = positions.get(identifier);
  const byHand = 'Set a stop in the terminal, or close the position.';
  if (held?.bare === undefined) return byHand;
  if (held.bare.isClosing) return 'The cockpit closes it. If it stays, close it in the terminal.';
  const how = held.planned === undefined ? 'No stop of it is known:' : `The cockpit sets ${held.planned.stopLoss};`;
  return `${how} without a stop after ${config.recovery.withoutStopMs / 1_000} s it is closed. ${byHand}`;
}

function whatIsDoneToAll({ positions, config }: ReadonlyCockpit, bare: readonly Position[]): string {
  const byHand = 'Set a stop on each in the terminal, or close them.';
  const ours = bare.filter((held) => positions.get(identifierOf(held))?.bare !== undefined).length;
  if (ours === 0) return byHand;
  return `The cockpit sets the stops of its own ${ours}, or closes them after ${config.recovery.withoutStopMs / 1_000} s. ${byHand}`;
}
