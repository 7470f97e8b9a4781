import { z } from 'zod';

/** Where the account stands by a rule that only informs. `observed` and `limit` in the rule's own unit; `ok` null: not known yet. */
export const standing = z.object({
  code: z.enum(['best_trade', 'holding_time', 'inactivity']),
  name: z.string(),
  ok: z.boolean().nullable(),
  observed: z.number().nullable(),
  limit: z.number(),
  text: z.string(),
});
export type Standing = z.infer<typeof standing>;
