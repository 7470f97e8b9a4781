import type { RulebookChoice } from '#shared/config';
import { DAY_LOCK, type Facts } from '#shared/domain';
import type { Decision, OperatorAction } from '#shared/events';
import { canonicalJson } from '#shared/lib';
import type { ReadonlyCockpit } from '#shared/projection';
import { rulebookIn, type Rulebook } from '#shared/rulebooks';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { anchorValue, dayWindow, roomOf, transfersOf } from '#engine/rulebook';
import { decided, refused, type Turn, type Verdict } from '#engine/turn.ts';

/**
 * Other rules from now on. Rules that allow no more than those in force may be chosen at any time; any other only while
 * nothing is open, so that nobody widens a limit that is about to be met, and never between a hard stop and the next reset.
 */
export function chooseRulebook(
  { cockpit }: ReadonlyEngine,
  turn: Turn,
  { rulebook, reason }: Extract<OperatorAction, { act: 'choose-rulebook' }>,
  facts: Facts | null,
): Verdict {
  if (canonicalJson(rulebook) === canonicalJson(cockpit.config.rulebook))
    return refused('not_changed', 'These rules are in force already');
  const next = { ...cockpit, config: { ...cockpit.config, rulebook } };
  if (!allowsNoMore(cockpit, next, facts, turn.at)) {
    if (cockpit.blocks.has(DAY_LOCK))
      return refused('hard_limit', 'After a hard stop the rules can only be made stricter before the next reset');
    const open = cockpit.positions.size + cockpit.openOrders.size + (facts?.orders.length ?? 0);
    if (open > 0)
      return refused(
        'not_flat',
        `${open} positions and orders are open: rules that allow more are chosen while nothing is. Stricter ones are taken now.`,
      );
  }
  return decided(
    { type: 'rulebook.chosen', payload: { rulebook, by: turn.actor, reason } },
    ...anchoredAnew(cockpit, next, facts, turn.at),
  );
}

function allowsNoMore(now: ReadonlyCockpit, next: ReadonlyCockpit, facts: Facts | null, atMs: number): boolean {
  const [before, after] = facts === null ? [null, null] : [roomOf(now, facts, atMs), roomOf(next, facts, atMs)];
  if (before === null || after === null) return false;
  const [of, to]: [RulebookChoice, RulebookChoice] = [now.config.rulebook, next.config.rulebook];
  return (
    after.dayRoom <= before.dayRoom &&
    after.totalRoom <= before.totalRoom &&
    to.softStopPct <= of.softStopPct &&
    to.hardStopPct <= of.hardStopPct &&
    keepsConditions(rulebookIn(of), rulebookIn(to))
  );
}

/** How far the total floor follows the account: each allows no more than those before it. */
const MODES = ['static_initial', 'trailing_locked', 'trailing_eod', 'trailing_intraday'] as const;

/** What the room of this moment does not show: how the floors will move, and what a firm asks for beside them. */
function keepsConditions(of: Rulebook, to: Rulebook): boolean {
  const [news, nextNews] = [of.news ?? NO_NEWS, to.news ?? NO_NEWS];
  return [
    MODES.indexOf(to.maxLoss.mode) >= MODES.indexOf(of.maxLoss.mode),
    lockOf(to) >= lockOf(of),
    to.maxLoss.atOnce === true || of.maxLoss.atOnce !== true,
    to.maxLoss.lowersWithWithdrawals !== true || of.maxLoss.lowersWithWithdrawals === true,
    to.daily.anchor === of.daily.anchor || to.daily.anchor === 'higher',
    to.daily.limitOf === of.daily.limitOf && to.daily.limitPct <= of.daily.limitPct,
    canonicalJson(to.daily.reset) === canonicalJson(of.daily.reset),
    to.daily.includesFloating || !of.daily.includesFloating,
    ...LIMITS.map((name) => (to.limits[name] ?? Infinity) <= (of.limits[name] ?? Infinity)),
    nextNews.before >= news.before && nextNews.after >= news.after,
    nextNews.includesExits || !news.includesExits,
    to.flatBeforeWeekend || !of.flatBeforeWeekend,
  ].every(Boolean);
}

/** How high the total floor may rise, percent above the first capital. */
function lockOf({ maxLoss }: Rulebook): number {
  if (maxLoss.mode === 'trailing_locked') return maxLoss.lockOffsetPct;
  return maxLoss.mode === 'static_initial' ? -Infinity : Infinity;
}

const LIMITS = ['lotsPerTicket', 'openOrders', 'requestsPerDay'] as const;
const NO_NEWS = { before: 0, after: 0, includesExits: false };

/**
 * A day that begins at another moment, or of an account of another size, is measured from the most that is known: the anchor
 * there was, unless it was of another size, and the account now.
 */
function anchoredAnew(now: ReadonlyCockpit, next: ReadonlyCockpit, facts: Facts | null, atMs: number): readonly Decision[] {
  const account = facts?.account ?? null;
  if (now.day === null || account === null) return [];
  const [of, to] = [now.config.rulebook, next.config.rulebook];
  const book = rulebookIn(to);
  const window = dayWindow(atMs, book);
  const isOtherSize = of.initialBalance !== to.initialBalance;
  if (!isOtherSize && window.anchorAt === now.day.anchorAt && window.resetsAt === now.day.resetsAt) return [];
  const { day, total } = transfersOf(now, account);
  const value = anchorValue(book, account.balance, account.equity);
  const peaks = {
    resetBalance: Math.max(to.initialBalance, account.balance - total),
    equity: Math.max(to.initialBalance, account.equity - total),
  };
  return [
    {
      type: 'day.anchored',
      payload: {
        ...window,
        balance: isOtherSize ? value : Math.max(value, now.day.balance + day),
        ...(isOtherSize ? { peaks } : {}),
      },
    },
  ];
}
