import { z } from 'zod';
import { directionOf, entryPrice, epochMs, type Quote, type Side } from './market.ts';

export const PENDING_TYPES = ['limit', 'stop', 'stop_limit'] as const;

/**
 * An entry that waits at the broker for its price. A limit waits for a better price than now, a stop for a worse one, and a
 * stop-limit becomes a limit at `stopLimit` once the market has reached `price`.
 */
export const pendingTerms = z.object({
  type: z.enum(PENDING_TYPES),
  price: z.number().positive(),
  /** Of a stop-limit order only. */
  stopLimit: z.number().positive().nullable(),
  /** When it ends unfilled (UTC ms); null: it has no end of its own. */
  expiresAt: epochMs.nullable(),
  /** Orders of one group exclude each other: the first fill cancels the others. */
  oco: z.string().min(1).max(64).optional(),
});
export type PendingTerms = z.infer<typeof pendingTerms>;

/** The price that it is planned to be filled at: the limit of a stop-limit, else its own. */
export const fillPriceOf = ({ price, stopLimit }: Pick<PendingTerms, 'price' | 'stopLimit'>): number => stopLimit ?? price;

/** How far the market still has to go to it, as a price distance; zero or less: it should have been reached. */
export function distanceTo({ type, price }: Pick<PendingTerms, 'type' | 'price'>, side: Side, quote: Quote): number {
  const ahead = (price - entryPrice(side, quote)) * directionOf(side);
  return type === 'limit' ? -ahead : ahead;
}

/** 'BUY LIMIT', 'SELL STOP LIMIT'. */
export const pendingName = ({ type }: Pick<PendingTerms, 'type'>, side: Side): string =>
  `${side} ${type.replace('_', ' ').toUpperCase()}`;
