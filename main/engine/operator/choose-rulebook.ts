import type { RulebookChoice } from '#shared/config';
import { DAY_LOCK, type Facts, type RefusalCode } from '#shared/domain';
import type { OperatorAction } from '#shared/events';
import { canonicalJson } from '#shared/lib';
import type { ReadonlyCockpit } from '#shared/projection';
import { rulebookIn } from '#shared/rulebooks';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { anchoredAgain, keepsConditions, roomOf } from '#engine/rulebook';
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
  const against = rulebookRefusal(cockpit, rulebook, facts, turn.at);
  if (against !== null) return refused(against.code, against.detail);
  const next = { ...cockpit, config: { ...cockpit.config, rulebook } };
  return decided(
    { type: 'rulebook.chosen', payload: { rulebook, by: turn.actor, reason } },
    ...anchoredAgain(cockpit, next, facts, turn.at),
  );
}

/** What stands against other rules at a moment; null: nothing. */
export function rulebookRefusal(
  cockpit: ReadonlyCockpit,
  rulebook: RulebookChoice,
  facts: Facts | null,
  atMs: number,
): { readonly code: RefusalCode; readonly detail: string } | null {
  if (canonicalJson(rulebook) === canonicalJson(cockpit.config.rulebook))
    return { code: 'not_changed', detail: 'These rules are in force already' };
  const next = { ...cockpit, config: { ...cockpit.config, rulebook } };
  if (leavesNoMore(cockpit, next, facts, atMs)) return null;
  if (cockpit.blocks.has(DAY_LOCK))
    return { code: 'hard_limit', detail: 'After a hard stop the rules can only be made stricter before the next reset' };
  const open = cockpit.positions.size + cockpit.openOrders.size + (facts?.orders.length ?? 0);
  if (open === 0) return null;
  const detail = `${open} positions and orders are open: rules that allow more are chosen while nothing is. Stricter ones are taken now.`;
  return { code: 'not_flat', detail };
}

function leavesNoMore(now: ReadonlyCockpit, next: ReadonlyCockpit, facts: Facts | null, atMs: number): boolean {
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
