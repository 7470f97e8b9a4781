import type { Facts } from '../../../shared/domain/index.ts';
import type { Decision } from '../../../shared/events/index.ts';
import { rulebookIn } from '../../../shared/rulebooks/index.ts';
import type { ReadonlyEngine } from '../engine.ts';
import { weekEnd } from '../market/index.ts';
import { hasNoWeek } from '../risk/index.ts';
import type { Turn } from '../turn.ts';
import { halt } from './stop.ts';

const MINUTE = 60_000;

/**
 * Where the firm wants an account flat over the weekend, whatever is still open some minutes before the week ends is closed,
 * whoever opened it. Trading stays halted until the trader resumes it: what a new week brings is his to judge.
 */
export function weekendDue(engine: ReadonlyEngine, turn: Turn, facts: Facts | null): readonly Decision[] {
  const { config, trading, certificates } = engine.cockpit;
  const { title, flatBeforeWeekend } = rulebookIn(config.rulebook);
  const { weekendFlatMinutes } = config.calendar;
  if (!flatBeforeWeekend || weekendFlatMinutes === 0 || hasNoWeek(engine.cockpit)) return [];
  if (facts === null || facts.account === null || facts.link === 'down') return [];
  if (facts.positions.length + facts.orders.length === 0) return [];
  if (weekEnd(turn.at) - turn.at > weekendFlatMinutes * MINUTE) return [];
  const current = trading.certificateId === null ? undefined : certificates.get(trading.certificateId);
  if (trading.state === 'halted' && current?.flatten === true) return [];
  const snapshot = { at: turn.at, account: facts.account, positions: [...facts.positions], orders: [...facts.orders] };
  const reason = `${title} has to be flat over the weekend: closed ${weekendFlatMinutes} minutes before the week ends`;
  return halt(engine, { ...turn, actor: 'engine' }, { reason, flatten: true, snapshot }).decisions;
}
