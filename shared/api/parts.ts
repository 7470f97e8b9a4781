import { z } from 'zod';
import { recorded, type ReasonCode } from '#shared/domain';

export const money = z.number();
export const ms = z.number().nonnegative();
/** The median and the slow ends of a latency, milliseconds; null: nothing was measured yet. */
export const percentiles = z.object({ p50: ms.nullable(), p95: ms.nullable(), p99: ms.nullable() });
/** A code to compute with and a sentence to read. */
export const spokenReason = z.object({ code: recorded<ReasonCode>(), text: z.string() });
export const traceId = z.string();

/** `application/problem+json`: why a request was turned away. */
export const problemAnswer = z.object({
  type: z.literal('about:blank'),
  status: z.int(),
  code: z.string().describe('The word programs compute with'),
  title: z.string(),
  detail: z.string(),
  traceId,
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  reasons: z.array(z.string()).optional(),
});
