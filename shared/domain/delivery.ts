import { z } from 'zod';
import { epochMs } from './market.ts';
import { sourceId } from './source-id.ts';

/** So many bytes of a delivery are kept: as many as the door takes. */
export const DELIVERY_MAX = 8 * 1_024;

/** What was made of a delivery. `test`: it was judged as one and nothing was taken on record as a signal. */
export const deliveryFate = z.enum(['accepted', 'duplicate', 'refused', 'test']);
export type DeliveryFate = z.infer<typeof deliveryFate>;

/** One delivery as it came, without secrets, and what was made of it. */
export const delivery = z.object({
  /** Rises with time. */
  id: z.int().positive(),
  at: epochMs,
  /** Null: it came to no source's address. */
  source: sourceId.nullable(),
  /** The address or file it came by, with secrets masked. */
  route: z.string().max(300),
  /** The sender's network address; null: it came over no network. */
  peer: z.string().max(64).nullable(),
  /** The sender showed the source's secret. */
  isProven: z.boolean(),
  /** Null: nothing that is text arrived. */
  body: z.string().max(DELIVERY_MAX).nullable(),
  /** Bytes that arrived; more than are kept where `isCut`. */
  bytes: z.int().nonnegative(),
  isCut: z.boolean(),
  fate: deliveryFate,
  /** Why it was refused, in a word of the contract and in a sentence; null where it was not. */
  code: z.string().max(60).nullable(),
  reason: z.string().max(1_000).nullable(),
  /** What to change so that it is taken; null: nothing. */
  remedy: z.string().max(500).nullable(),
  signalId: z.string().max(128).nullable(),
  traceId: z.string().max(128),
  /** So many alike, of which this one was the last. */
  count: z.int().positive(),
  /** From the moment it was in to its answer. */
  ms: z.number().nonnegative().nullable(),
});
export type Delivery = z.infer<typeof delivery>;
