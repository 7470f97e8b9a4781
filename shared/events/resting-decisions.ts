import { z } from 'zod';
import { epochMs, pendingTerms } from '#shared/domain';

const id = z.string().min(1).max(128);
const words = z.string().max(500);

/** The steps of an order between its intent and its end, and of one that rests at the broker. */
export const restingDecisions = {
  /** A step between the intent and the end. `working`: the server has it and its deal is not made yet. */
  'order.progressed': z.object({
    clientOrderId: id,
    to: z.enum(['sent', 'acknowledged', 'working']),
    sentAt: epochMs,
    /** Under which the server has it, where that is known. */
    ticket: id.optional(),
  }),
  /** A resting entry went without a deal. */
  'order.ended': z.object({
    clientOrderId: id,
    how: z.enum(['cancelled', 'expired']),
    text: words,
    by: z.enum(['answer', 'probe']),
  }),
  /** Of a resting entry that was filled in part: so many lots still wait under `ticket`, and what they reserve; 0: none any more. */
  'order.left': z.object({
    clientOrderId: id,
    ticket: id,
    volume: z.number().nonnegative(),
    reserve: z.number().nonnegative(),
    text: words,
  }),
  /** A resting entry has other terms at the broker than it was sent with, by us or by hand; what it reserves follows. */
  'order.moved': z.object({
    clientOrderId: id,
    pending: pendingTerms,
    stopLoss: z.number().positive().nullable(),
    takeProfit: z.number().positive().nullable(),
    reserve: z.number(),
    text: words,
  }),
} as const;
