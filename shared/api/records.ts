import { z } from 'zod';
import { epochMs } from '#shared/domain';
import { EVENT_TYPES, RECORD_VERSION } from '#shared/events';

/** One record of the journal. The shape of `payload` follows from `type`; `npm run schema` writes it for each. */
export const recordAnswer = z.object({
  seq: z.int().positive(),
  at: epochMs,
  run: z.string(),
  type: z.enum(EVENT_TYPES),
  version: z.literal(RECORD_VERSION),
  correlationId: z.string(),
  causationId: z.string().nullable(),
  actor: z.string(),
  payload: z.record(z.string(), z.unknown()),
});
