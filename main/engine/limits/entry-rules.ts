import { rule, type Criterion, type CriterionCode } from '#shared/domain';
import type { RoomView } from '#shared/events';
import { resetOf, type Rulebook } from '#shared/rulebooks';
import { limitUse, entryRoom, gapBuffer, type LimitUse, type StopShares } from '#engine/rulebook';
import { hoursText, moneyText, percentText, rounded } from '#engine/wording.ts';

/** Account currency; flooring lots forgives a billionth of a step, which must not fail here. */
const ROUNDING = 1e-6;

/** Whose rules they are, in which money, and when the day resets: 'resets at Prague midnight in 3 h 12 min'. */
export type RuleNames = { readonly book: string; readonly currency: string; readonly resets: string };

export const ruleNames = (rulebook: Rulebook, currency: string, resetsAt: number, nowMs: number): RuleNames => ({
  book: rulebook.title,
  currency,
  resets: `resets at ${resetOf(rulebook).name} in ${hoursText(resetsAt - nowMs)}`,
});

/** What entries stop by: '58 % of the daily limit of 5,000.00 USD is used, entries stop at 60 % (FTMO 2-Step, resets at ...).' */
export function useText(
  { pct, of, limit }: LimitUse,
  { softStopPct }: StopShares,
  { book, currency, resets }: RuleNames,
): string {
  const money = `${moneyText(limit)} ${currency}`;
  const what = of === 'day' ? `the daily limit of ${money}` : `the room in all that the day began with (${money})`;
  const how = of === 'day' ? resets : `no daily limit is nearer, the day ${resets}`;
  return `${percentText(pct)} of ${what} is used, entries stop at ${percentText(softStopPct)} (${book}, ${how}).`;
}

const allProtected = (unbounded: readonly string[]): Criterion =>
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
  names: RuleNames,
): Criterion[] {
  const { book, currency, resets } = names;
  const use = limitUse(room);
  const left = entryRoom(room, shares);
  const buffer = gapBuffer(room, shares);
  const fits = (code: CriterionCode, which: string, available: number, floor: number, about: string): Criterion => {
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
    allProtected(unbounded),
    rule({
      code: 'day_soft_stop',
      ok: use.pct < shares.softStopPct,
      observed: rounded(use.pct, 2),
      limit: shares.softStopPct,
      hard: true,
      text: useText(use, shares, names),
    }),
    ...(left.day === null
      ? []
      : [
          fits(
            'day_room',
            left.isNextDay ? 'The next day’s' : 'Daily',
            left.day,
            left.isNextDay ? (room.tomorrow?.floor ?? room.dayFloor) : room.dayFloor,
            `${book}, ${resets}`,
          ),
        ]),
    fits(
      'total_room',
      left.isNextTotal ? 'The next day’s total' : 'Total',
      left.total,
      left.isNextTotal ? (room.tomorrow?.totalFloor ?? room.totalFloor) : room.totalFloor,
      book,
    ),
  ];
}
