import { z } from 'zod';
import { epochMs } from './market.ts';
import { role } from './role.ts';

/** Names that would be taken for another's in the journal. */
const RESERVED = ['http', 'operator', 'trader'];
/** What a token is called in the journal. */
export const tokenName = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{1,31}$/, 'must be 2 to 32 of a-z, 0-9, _ and -, beginning with a letter')
  .refine((name) => !RESERVED.includes(name), 'is a name of the cockpit’s own');

/** A token for the HTTP API, without the token itself: `hash` is its SHA-256, hexadecimal. */
export const apiToken = z.object({
  id: z.string().min(1).max(64),
  name: tokenName,
  role,
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  issuedAt: epochMs,
  /** From then on it opens nothing. */
  expiresAt: epochMs,
  by: z.string(),
});
export type ApiToken = z.infer<typeof apiToken>;
