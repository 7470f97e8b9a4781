import { z } from 'zod';
import { PENDING_TYPES } from './pending.ts';
import { epochMs, side } from './market.ts';

/**
 * A position as the terminal holds it. `profit` is floating, in account currency, without swap and commission. Requests name it
 * by its ticket; swap by re-opening and a reversal change that, and what it is to the ledger is its identifier.
 */
export const position = z.object({
  ticket: z.string(),
  /** POSITION_IDENTIFIER, as deals name it; absent: the same as the ticket. */
  identifier: z.string().optional(),
  symbol: z.string(),
  direction: side,
  volume: z.number().positive(),
  entry: z.number().positive(),
  stopLoss: z.number().positive().nullable(),
  takeProfit: z.number().positive().nullable(),
  current: z.number().positive(),
  profit: z.number(),
  swap: z.number(),
  commission: z.number(),
  openedAt: epochMs,
  /** Client id of our order that opened it, recovered from the order's comment; null for foreign ones. */
  clientOrderId: z.string().nullable(),
  magic: z.int().nonnegative(),
});
export type Position = z.infer<typeof position>;

/** What a position is known by for as long as it lives: in the ledger, in deals, in trades. */
export const identifierOf = ({ ticket, identifier = ticket }: Pick<Position, 'ticket' | 'identifier'>): string => identifier;

/** How a request names a position: by the ticket it has now, and by its identifier where that is another. */
export const addressOf = ({
  ticket,
  identifier = ticket,
}: Pick<Position, 'ticket' | 'identifier'>): { readonly ticket: string; readonly position?: string } =>
  identifier === ticket ? { ticket } : { ticket, position: identifier };

/** A working (pending) order. */
export const pendingOrder = z.object({
  ticket: z.string(),
  symbol: z.string(),
  direction: side,
  volume: z.number().positive(),
  price: z.number().positive(),
  /** Absent: the terminal did not tell. */
  type: z.enum(PENDING_TYPES).optional(),
  stopLimit: z.number().positive().nullable().optional(),
  expiresAt: epochMs.nullable().optional(),
  stopLoss: z.number().positive().nullable(),
  takeProfit: z.number().positive().nullable(),
  placedAt: epochMs,
  clientOrderId: z.string().nullable(),
  magic: z.int().nonnegative(),
});
export type PendingOrder = z.infer<typeof pendingOrder>;
