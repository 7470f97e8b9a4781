import type { Criterion } from '../../../shared/domain/index.ts';
import type { RoomView } from '../../../shared/events/index.ts';
import { dayUsedPct, entryRoom, gapBuffer, type StopShares } from './stop-level.ts';
import { moneyText, percentText, rounded } from './wording.ts';

/** Account currency; flooring lots forgives a billionth of a step, which must not fail here. */
const ROUNDING = 1e-6;

/**
 * The rulebook's part of the gate for a new entry. All are hard. `worstLoss` is the new order's loss at its stop, or zero
 * to ask whether any entry could be taken at all.
 */
export function entryRules(room: RoomView, shares: StopShares, unbounded: readonly string[], worstLoss: number): Criterion[] {
  const used = dayUsedPct(room);
  const left = entryRoom(room, shares);
  const buffer = gapBuffer(room, shares);
  const rule = (code: string, ok: boolean, observed: number, limit: number, text: string): Criterion => ({
    code,
    ok,
    observed,
    limit,
    hard: true,
    text,
  });
  const fits = (code: string, which: string, available: number, floor: number): Criterion =>
    rule(
      code,
      worstLoss - available <= ROUNDING && available > 0,
      rounded(worstLoss, 2),
      rounded(available, 2),
      `Worst case of ${moneyText(worstLoss)} against ${moneyText(available)} left above the ${which} floor of ${moneyText(floor)} after open risk and a buffer of ${moneyText(buffer)}.`,
    );
  return [
    rule(
      'positions_protected',
      unbounded.length === 0,
      unbounded.length,
      0,
      unbounded.length === 0
        ? 'Every open position has a stop loss.'
        : `${unbounded.length} open without a stop loss that can be valued (${unbounded.slice(0, 3).join(', ')}), allowed 0.`,
    ),
    rule(
      'day_soft_stop',
      used < shares.softStopPct,
      rounded(used, 2),
      shares.softStopPct,
      `${percentText(used)} of the daily limit of ${moneyText(room.dayLimit)} is used, entries stop at ${percentText(shares.softStopPct)}.`,
    ),
    fits('day_room', 'daily', left.day, room.dayFloor),
    fits('total_room', 'total', left.total, room.totalFloor),
  ];
}
