import { z } from 'zod';
import { epochMs, managedBy, orderRequest, outcome } from '#shared/domain';

const id = z.string().min(1).max(128);
const money = z.number();

/** What is asked of the terminal, and how it ended. */
export const orderDecisions = {
  /** Durable before the terminal hears of it. `reserve` is its worst loss, counted in every limit until the outcome is known. */
  'order.intended': z.object({
    clientOrderId: id,
    signalId: z.string().nullable(),
    certificateId: z.string().nullable(),
    request: orderRequest,
    symbol: z.string(),
    reserve: money,
    riskMoney: money,
    /** The part of `reserve` that is the same at any distance to the stop: commission and slippage. Absent: not known. */
    costs: money.optional(),
    /** The exit signal that wants this close; absent when something else does. */
    askedBy: id.optional(),
    /** Why a position is moved or closed while it is managed; absent when something else asks. */
    managed: managedBy.optional(),
    /** Whose money it was decided about; absent where that does not matter. */
    account: z.object({ login: z.string(), server: z.string() }).optional(),
  }),
  /** `by`: the evidence, absent when it was the terminal's own answer; `withheld`: it never left the cockpit. */
  'order.resolved': z.object({
    clientOrderId: id,
    outcome,
    sentAt: epochMs.nullable(),
    by: z.enum(['probe', 'history', 'snapshot', 'withheld']).optional(),
    /** When a market that refused because it is shut opens again, where the terminal knows. */
    opensAt: epochMs.optional(),
  }),
} as const;
