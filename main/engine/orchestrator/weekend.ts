import type { Facts } from '../../../shared/domain/index.ts';
import type { Decision } from '../../../shared/events/index.ts';
import { rulebookIn } from '../../../shared/rulebooks/index.ts';
import type { ReadonlyEngine } from '../engine.ts';
import { weekEnd } from '../market/index.ts';
import { hasNoWeek } from '../risk/index.ts';
import type { Turn } from '../turn.ts';
import { closeAll, seenAccount } from './close-all.ts';

const MINUTE = 60_000;

/**
 * Where the firm wants an account flat over the weekend, whatever is still open some minutes before the week ends is closed,
 * whoever opened it. Trading stays halted until the trader resumes it: what a new week brings is his to judge.
 */
export function weekendDue(engine: ReadonlyEngine, turn: Turn, facts: Facts | null): readonly Decision[] {
  const { config } = engine.cockpit;
  const { title, flatBeforeWeekend } = rulebookIn(config.rulebook);
  const { weekendFlatMinutes } = config.calendar;
  const seen = seenAccount(facts);
  if (!flatBeforeWeekend || weekendFlatMinutes === 0 || hasNoWeek(engine.cockpit) || seen === null) return [];
  if (seen.positions.length + seen.orders.length === 0) return [];
  if (weekEnd(turn.at) - turn.at > weekendFlatMinutes * MINUTE) return [];
  const reason = `${title} has to be flat over the weekend: closed ${weekendFlatMinutes} minutes before the week ends`;
  return closeAll(engine, turn, seen, reason);
}
