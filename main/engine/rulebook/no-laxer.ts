import type { RulebookChoice } from '#shared/config';
import { canonicalJson } from '#shared/lib';
import { resetOf, rulebookIn, type DailyLoss, type Rulebook } from '#shared/rulebooks';

/** Whether a choice of rules allows no more than another, whatever the account has done and will do. */
export function allowsNoMore(was: RulebookChoice, asked: RulebookChoice): boolean {
  const [of, to] = [rulebookIn(was), rulebookIn(asked)];
  // An equity that was never above the balance leaves a lower peak than the balance does.
  const isPeakLower = to.maxLoss.mode === 'trailing_intraday' && !['static_initial', to.maxLoss.mode].includes(of.maxLoss.mode);
  return (
    asked.initialBalance === was.initialBalance &&
    asked.currency === was.currency &&
    asked.softStopPct <= was.softStopPct &&
    asked.hardStopPct <= was.hardStopPct &&
    to.maxLoss.limitPct <= of.maxLoss.limitPct &&
    !isPeakLower &&
    keepsConditions(of, to)
  );
}

/** How far the total floor follows the account: each allows no more than those before it. */
const MODES = ['static_initial', 'trailing_locked', 'trailing_eod', 'trailing_intraday'] as const;

/** Whether rules ask for no less than others in what the room of one moment does not show: how the floors will move, and what a firm asks for beside them. */
export function keepsConditions(of: Rulebook, to: Rulebook): boolean {
  const [news, nextNews] = [of.news ?? NO_NEWS, to.news ?? NO_NEWS];
  return [
    MODES.indexOf(to.maxLoss.mode) >= MODES.indexOf(of.maxLoss.mode),
    lockOf(to) >= lockOf(of),
    to.maxLoss.atOnce === true || of.maxLoss.atOnce !== true,
    to.maxLoss.payoutLocks === true || of.maxLoss.payoutLocks !== true,
    to.maxLoss.limitOf !== 'peak' || of.maxLoss.limitOf === 'peak',
    keepsIdea(of.ideaRisk ?? null, to.ideaRisk ?? null),
    to.maxLoss.lowersWithWithdrawals !== true || of.maxLoss.lowersWithWithdrawals === true,
    keepsDay(of.daily, to.daily),
    canonicalJson(resetOf(to)) === canonicalJson(resetOf(of)),
    ...LIMITS.map((name) => (to.limits[name] ?? Infinity) <= (of.limits[name] ?? Infinity)),
    nextNews.before >= news.before && nextNews.after >= news.after,
    nextNews.includesExits || !news.includesExits,
    to.flatBeforeWeekend || !of.flatBeforeWeekend,
  ].every(Boolean);
}

/** A day's limit where there was none asks for more; none where there was one allows more. */
function keepsDay(of: DailyLoss | null, to: DailyLoss | null): boolean {
  if (of === null || to === null) return of === null;
  return (
    (to.anchor === of.anchor || to.anchor === 'higher') &&
    to.limitOf === of.limitOf &&
    to.limitPct <= of.limitPct &&
    (to.includesFloating || !of.includesFloating) &&
    (to.followsEquity === true || of.followsEquity !== true)
  );
}

/** An idea's limit where there was none asks for more. */
const keepsIdea = (of: IdeaRisk | null, to: IdeaRisk | null): boolean =>
  of === null || (to !== null && to.pct <= of.pct && to.withinMinutes >= of.withinMinutes);

/** How high the total floor may rise, percent above the first capital. */
function lockOf({ maxLoss }: Rulebook): number {
  const isStill = maxLoss.mode === 'static_initial' && maxLoss.payoutLocks !== true;
  return isStill ? -Infinity : (maxLoss.lockOffsetPct ?? (maxLoss.mode === 'static_initial' ? 0 : Infinity));
}

const LIMITS = ['lotsPerTicket', 'lotsOpen', 'openOrders', 'requestsPerDay'] as const;
type IdeaRisk = NonNullable<Rulebook['ideaRisk']>;
const NO_NEWS = { before: 0, after: 0, includesExits: false };
