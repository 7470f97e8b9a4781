import { ALARM_ROWS_MAX } from '#shared/domain';
import type { ReadonlyCockpit } from '#shared/projection';
import { HALF_TURNED_MS, halfTurned, type HalfTurned } from '#engine/saga';
import type { ActiveAlarm } from './active-alarm.ts';

const HOURS = HALF_TURNED_MS / 3_600_000;

/** Turns to the other side that closed and did not open, or did so as far as anybody knows: one alarm, a row each. */
export function turnAlarms(cockpit: ReadonlyCockpit, nowMs: number): readonly ActiveAlarm[] {
  const half = halfTurned(cockpit, nowMs);
  const newest = half.at(-1);
  if (newest === undefined) return [];
  const { symbol, side } = newest.life.signal;
  return [
    {
      kind: 'half_turned',
      level: 'high',
      title: half.length === 1 ? `${symbol} was turned round half-way` : `${half.length} positions were turned round half-way`,
      deadlineAt: null,
      cause: `${side} ${symbol}: ${textOf(newest)}`.slice(0, 500),
      consequence: newest.isUnknown
        ? 'The other side may be open or not; its worst loss stays reserved, and it is never sent again.'
        : 'Nothing is held on the side that was wanted, and nothing is opened by itself.',
      action: newest.isUnknown
        ? `Look into the terminal for a ${side} of ${symbol} if this lasts longer than a minute.`
        : `Open the ${side} of ${symbol} with the order ticket under Positions if it is still wanted; else acknowledge. It ends when ${symbol} is traded again, or after ${HOURS} h.`,
      rows: half.slice(-ALARM_ROWS_MAX).map((one) => ({
        subject: one.life.signalId,
        text: `${one.life.signal.side} ${one.life.signal.symbol}: ${textOf(one)}`.slice(0, 300),
      })),
    },
  ];
}

/** What is closed, and why the other side is not there. The reason on record may begin with the same words. */
function textOf({ life, closed, isUnknown }: HalfTurned): string {
  if (isUnknown) return `${closed}, and there is no answer to the order for the other side.`;
  const reason = (life.reason?.text ?? 'no reason is on record').replace(/^Position \S+ is closed and nothing was opened\. /, '');
  return `${closed}, and the other side was not opened: ${reason}`;
}
