import { rule, type Criterion } from '#shared/domain';
import type { RoomView } from '#shared/events';
import type { Rulebook } from '#shared/rulebooks';
import { dayUsedPct, entryRoom, gapBuffer, type StopShares } from '#engine/rulebook';
import { hoursText, moneyText, percentText, rounded } from '#engine/wording.ts';

/** Account currency; flooring lots forgives a billionth of a step, which must not fail here. */
const ROUNDING = 1e-6;

/** Whose rules they are, in which money, and when the day resets: 'resets at Prague midnight in 3 h 12 m'. */
export type RuleNames = { readonly book: string; readonly currency: string; readonly resets: string };

export const ruleNames = (rulebook: Rulebook, currency: string, resetsAt: number, nowMs: number): RuleNames => ({
  book: rulebook.title,
  currency,
  resets: `resets at ${rulebook.daily.reset.name} in ${hoursText(resetsAt - nowMs)}`,
});

/**
 * The rulebook's part of the gate for a new entry. All are hard. `worstLoss` is the new order's loss at its stop, or zero
 * to ask whether any entry could be taken at all.
 */
export function entryRules(
  room: RoomView,
  shares: StopShares,
  unbounded: readonly string[],
  worstLoss: number,
  { book, currency, resets }: RuleNames,
): Criterion[] {
  const used = dayUsedPct(room);
  const left = entryRoom(room, shares);
  const buffer = gapBuffer(room, shares);
  const fits = (code: string, which: string, available: number, floor: number, about: string): Criterion => {
    const ok = worstLoss - available <= ROUNDING && available > 0;
    const relation = ok ? 'covers' : 'is less than';
    return rule({
      code,
      ok,
      observed: rounded(worstLoss, 2),
      limit: rounded(available, 2),
      hard: true,
      text:
        `${which} room ${moneyText(available)} ${currency} ${relation} this trade's worst loss ${moneyText(worstLoss)} ${currency} ` +
        `(${about}; floor ${moneyText(floor)}, after open risk and a buffer of ${moneyText(buffer)}).`,
    });
  };
  return [
    rule({
      code: 'positions_protected',
      ok: unbounded.length === 0,
      observed: unbounded.length,
      limit: 0,
      hard: true,
      text:
        unbounded.length === 0
          ? 'Every open position has a stop loss.'
          : `${unbounded.length} open without a stop loss that can be valued (${unbounded.slice(0, 3).join(', ')}), allowed 0.`,
    }),
    rule({
      code: 'day_soft_stop',
      ok: used < shares.softStopPct,
      observed: rounded(used, 2),
      limit: shares.softStopPct,
      hard: true,
      text: `${percentText(used)} of the daily limit of ${moneyText(room.dayLimit)} ${currency} is used, entries stop at ${percentText(shares.softStopPct)} (${book}, ${resets}).`,
    }),
    fits(
      'day_room',
      left.isNextDay ? 'The next day’s' : 'Daily',
      left.day,
      left.isNextDay ? (room.tomorrow?.floor ?? room.dayFloor) : room.dayFloor,
      `${book}, ${resets}`,
    ),
    fits('total_room', 'Total', left.total, room.totalFloor, book),
  ];
}
