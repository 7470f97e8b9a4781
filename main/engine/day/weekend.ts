import type { Facts } from '#shared/domain';
import type { Decision } from '#shared/events';
import { isAlwaysOpen } from '#shared/projection';
import { rulebookIn } from '#shared/rulebooks';
import { isDayHeld } from '#engine/rulebook';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { weekEnd } from '#engine/market';
import type { Turn } from '#engine/turn.ts';
import { closeAll, seenAccount } from '#engine/stop';

const MINUTE = 60_000;

/**
 * Where the firm wants an account flat over the weekend, whatever is still open some minutes before the week ends is closed,
 * foreign ones too. Trading stays halted until the trader resumes it: a new week is the trader's decision.
 */
export function weekendDue(engine: ReadonlyEngine, turn: Turn, facts: Facts | null): readonly Decision[] {
  const { config } = engine.cockpit;
  const { title, flatBeforeWeekend } = rulebookIn(config.rulebook);
  const { weekendFlatMinutes } = config.calendar;
  const seen = seenAccount(facts);
  // On a time that nobody knows nothing is closed for it.
  if (
    isDayHeld(engine.cockpit) ||
    !flatBeforeWeekend ||
    weekendFlatMinutes === 0 ||
    isAlwaysOpen(engine.cockpit) ||
    seen === null
  )
    return [];
  if (seen.positions.length + seen.orders.length === 0) return [];
  if (weekEnd(turn.at) - turn.at > weekendFlatMinutes * MINUTE) return [];
  const reason = `${title} has to be flat over the weekend: closed ${weekendFlatMinutes} minutes before the week ends`;
  return closeAll(engine, turn, seen, reason);
}
