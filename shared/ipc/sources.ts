import { z } from 'zod';
import { approvalMode, delivery, deliveryFate, epochMs, signalState, source, sourceId } from '#shared/domain';

/** A source as it is shown: its rules, its ways in, and how it did since the journal began. */
export const sourceView = z.object({
  source,
  isBuiltIn: z.boolean(),
  /** It has an entry in `sources.json`. */
  isConfigured: z.boolean(),
  /** The path that is delivered to; with a token, `/` and the token follow. Null: it has no address. */
  address: z.object({ path: z.string(), isSigned: z.boolean() }).nullable(),
  /** Its secret's last four characters, since when it is good, and until when the one before is good too. Null: it needs none. */
  secret: z.object({ tail: z.string().max(4), since: z.int().nullable(), previousUntil: z.int().nullable() }).nullable(),
  /** How entries of it are approved, with the account's mode taken into account. */
  approval: approvalMode,
  /** `new`: nothing came yet. `gap`: it is silent for longer than its rhythm. `fault`: `problem` says what keeps it from working. */
  state: z.enum(['off', 'new', 'receiving', 'gap', 'fault']),
  problem: z.string().nullable(),
  received: z.int().nonnegative(),
  accepted: z.int().nonnegative(),
  duplicate: z.int().nonnegative(),
  refused: z.int().nonnegative(),
  lastAt: z.int().nullable(),
  /** The last that was refused. */
  refusal: z.object({ at: z.int(), code: z.string(), text: z.string() }).nullable(),
});
export type SourceView = z.infer<typeof sourceView>;

/** A delivery as it is shown: with how the signal it became stands now. */
export const deliveryView = z.object({
  ...delivery.shape,
  /** Null: it became no signal, or one that is not in memory any more. */
  signal: z
    .object({
      kind: z.enum(['entry', 'exit', 'cancel']),
      symbol: z.string(),
      side: z.string(),
      state: signalState,
      reason: z.string().nullable(),
    })
    .nullable(),
});
export type DeliveryView = z.infer<typeof deliveryView>;

/** Which deliveries are wanted, newest first. `text` is looked for in body, reason, address and signal id. */
export const askedDeliveries = z.strictObject({
  source: sourceId.nullable().default(null),
  fate: deliveryFate.nullable().default(null),
  text: z.string().max(100).default(''),
  from: z.int().nonnegative().nullable().default(null),
  to: z.int().nonnegative().nullable().default(null),
  before: z.int().positive().nullable().default(null),
  limit: z.int().min(1).max(500).default(50),
});

/** `total`: as many are kept that fit all but `text`. `before`: ask again with it to go on; null: that was the last. */
export const foundDeliveries = z.object({
  deliveries: z.array(deliveryView).max(500),
  total: z.int().nonnegative(),
  before: z.int().nullable(),
  /** Why deliveries are not kept at the moment. */
  problem: z.string().nullable(),
});

const judgement = z.object({ ok: z.boolean(), text: z.string(), mend: z.string().nullable(), ms: z.number().nonnegative() });

/** What a delivery that was kept would come to now. `judged` null: it could not be read. */
export const deliveryJudgement = z.object({
  at: epochMs,
  trial: z.object({ read: judgement, judged: judgement.nullable() }),
});
