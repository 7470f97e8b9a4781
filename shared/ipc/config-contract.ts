import { z } from 'zod';
import { askedText } from './asked.ts';

/** The SHA-256 of the configuration's file: who changes it says which one was seen. */
const version = z.string().regex(/^[0-9a-f]{64}$/, 'must be the version that GET /config tells');
const problems = z.array(z.object({ path: z.string(), message: z.string() }));
/** JSON Merge Patch (RFC 7386): null takes a key out, so that its default holds; lists are replaced as a whole. */
const change = z.record(z.string(), z.unknown());
const why = askedText(3, 500);
const effective = z.enum(['now', 'restart']).describe('When another value is in force: at once, or from the next start on');

const changedKey = z.object({
  path: z.string(),
  meaning: z.string(),
  from: z.unknown(),
  to: z.unknown(),
  effective,
  waits: z.boolean().describe('It allows more than now: from the start on it waits until nothing is open'),
});
const changed = z.object({
  seq: z.int(),
  version,
  changes: z.array(changedKey),
  needsRestart: z.boolean(),
  /** Why it could not be written; null: it was. */
  problem: z.string().nullable(),
});

/** The configuration's file: what it says, what another one would change, and changing it. */
export const configContract = {
  /** Every key with its meaning and unit. Secrets are no part of the configuration. */
  'config.view': {
    request: z.strictObject({}),
    reply: z.object({
      version,
      /** Why the file as it is now would not be taken at the next start; null: it would. */
      problem: z.string().nullable(),
      canUndo: z.boolean(),
      keys: z.array(
        z.object({
          path: z.string(),
          meaning: z.string(),
          stated: z.boolean().describe('The file says it; false: its default holds'),
          kept: z.unknown().describe('For the next start'),
          inForce: z.unknown().describe('In this run; null: there is no such key in it'),
          effective,
        }),
      ),
    }),
  },
  /** Whether a whole configuration would be taken at a start, and every problem with it. */
  'config.validate': { request: z.strictObject({ config: change }), reply: z.object({ valid: z.boolean(), problems }) },
  /** What a change would do. `refused`: what stands against it now. Nothing is written. */
  'config.preview': {
    request: z.strictObject({ change }),
    reply: z.object({
      version,
      problems,
      changes: z.array(changedKey),
      refused: z.array(z.object({ path: z.string(), code: z.string(), detail: z.string() })),
    }),
  },
  /** Writes it, with what was there before beside it, once a record says so. */
  'config.apply': { request: z.strictObject({ change, version, reason: why }), reply: changed },
  /** What was there before the last change; done twice, it is the change again. */
  'config.undo': { request: z.strictObject({ version, reason: why }), reply: changed },
};
