import { z } from 'zod';
import { managementRules } from '#shared/config';
import { epochMs, managedRule, position, side, strategyId } from '#shared/domain';

const words = z.string().max(500);
const money = z.number();

/** What becomes known of a position while it is open, and by which rules it is managed. */
export const positionDecisions = {
  'position.opened': z.object({
    position,
    signalId: z.string().nullable(),
    strategyId: strategyId.nullable(),
    riskMoney: money.nullable(),
  }),
  'position.changed': z.object({ position }),
  /**
   * A position of ours was seen without a stop. `set`: it has one again. `closing`: none could be set in time, so it is being
   * closed. `closed`: it is gone. The text names the reason.
   */
  'position.protected': z.object({
    ticket: z.string(),
    symbol: z.string(),
    how: z.enum(['set', 'closing', 'closed']),
    text: words,
  }),
  /**
   * From now on the position is managed by these rules. `stop` is its first stop, `risk` the price distance that is one R (null:
   * it has none, so rules in R do nothing), `exits` when it is closed by the clock.
   */
  'position.planned': z.object({
    ticket: z.string(),
    rules: managementRules,
    side,
    stop: z.number().positive().nullable(),
    risk: z.number().positive().nullable(),
    exits: z.array(z.object({ rule: managedRule, at: epochMs })).max(5),
    /** All its lots, of which parts are shares. */
    lots: z.number().positive(),
    /** Not opened by this cockpit, and under its management from now on. */
    takenOver: z.literal(true).optional(),
    by: z.string(),
    reason: words,
  }),
} as const;
