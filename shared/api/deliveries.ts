import { z } from 'zod';
import { epochMs, signalSource } from '#shared/domain';
import { traceId } from './parts.ts';

/** 202: the signal is durably recorded. */
export const acceptedAnswer = z.object({ status: z.literal('accepted'), signalId: z.string(), traceId, receivedAt: epochMs });
/** 200: it was recorded before, under this id. */
export const duplicateAnswer = z.object({ status: z.literal('duplicate'), signalId: z.string() });

/** 200 at the door: recorded before, or a test that was judged and not traded. */
export const duplicateOrTested = z.union([
  duplicateAnswer,
  z.object({ status: z.literal('tested'), traded: z.literal(false), traceId }),
]);

const counts = z.record(z.string(), z.int());
/** `GET /webhook/status`. */
export const webhookStatusAnswer = z.object({
  received: z.int(),
  accepted: z.int(),
  rejected: counts.describe('By code'),
  duplicate: z.int(),
  authFailures: z.int(),
  rateLimited: z.int(),
  lastReceivedAt: epochMs.nullable(),
  perSource: counts,
  turnedAway: z
    .array(
      z.object({
        at: epochMs,
        source: signalSource,
        code: z.string(),
        text: z.string(),
        excerpt: z.string().nullable(),
        count: z.int(),
        ends: z.object({ symbol: z.string().nullable() }).optional(),
      }),
    )
    .describe('The last 50, newest last'),
});
