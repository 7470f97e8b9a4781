import type { Config } from '#shared/config';
import { DAY_LOCK, type Facts } from '#shared/domain';
import type { Decision } from '#shared/events';
import type { ReadonlyCockpit } from '#shared/projection';
import { anchoredAgain } from '#engine/rulebook';
import { heldBack } from './held-back.ts';

/**
 * What of a new run's configuration waits: everything that allows more than what was in force. Whether something is open is not
 * known before the terminal has been seen, so it waits for that too. A first run has nothing to wait for.
 */
export function keptLimits({ run, config: was }: ReadonlyCockpit, asked: Config): readonly Decision[] {
  if (run === '') return [];
  const { config, widened } = heldBack(was, asked);
  return widened.length === 0 ? [] : [{ type: 'limits.kept', payload: { config, widened: [...widened] } }];
}

/** Positions and orders, by the terminal and by the ledger; null while the terminal does not say. */
export const openCount = ({ positions, openOrders }: ReadonlyCockpit, facts: Facts | null): number | null =>
  facts === null || facts.account === null || facts.link !== 'up'
    ? null
    : Math.max(positions.size, facts.positions.length) + openOrders.size + facts.orders.length;

/** As in the window: what allows more is taken while nothing is open, and never between a hard stop and the next reset. */
export function limitsDue(cockpit: ReadonlyCockpit, facts: Facts | null, atMs: number): readonly Decision[] {
  const { limitsKept } = cockpit;
  if (limitsKept === null || cockpit.blocks.has(DAY_LOCK) || openCount(cockpit, facts) !== 0) return [];
  const next = { ...cockpit, config: limitsKept.asked };
  return [{ type: 'limits.taken', payload: { config: limitsKept.asked } }, ...anchoredAgain(cockpit, next, facts, atMs)];
}
