import { z } from 'zod';
import { DEFAULT_STRATEGY, PROFILE_ID } from '#shared/strategies';
import { epochMs, side } from './market.ts';

/** The id of a strategy's profile in the configuration; two profiles may trade the same registered strategy. */
export const strategyId = z.string().regex(PROFILE_ID, `is not a strategy id, such as ${DEFAULT_STRATEGY}`);
export type StrategyId = z.infer<typeof strategyId>;

/** A finished trade. `pnl` is net of commission and swap, in account currency; `r` is pnl in multiples of the money first risked. */
export const closedTrade = z.object({
  ticket: z.string(),
  signalId: z.string().nullable(),
  strategyId: strategyId.nullable(),
  symbol: z.string(),
  side,
  volume: z.number().positive(),
  entry: z.number().positive(),
  exit: z.number().positive(),
  openedAt: epochMs,
  closedAt: epochMs,
  pnl: z.number(),
  r: z.number().nullable(),
  reason: z.enum(['sl', 'tp', 'so', 'client', 'expert']),
});
export type ClosedTrade = z.infer<typeof closedTrade>;
