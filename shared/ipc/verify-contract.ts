import { z } from 'zod';
import { epochMs } from '#shared/domain';

const verdict = z.object({
  /** What was good, up to the first thing that is not. */
  records: z.int().nonnegative(),
  runs: z.int().nonnegative(),
  checkpoints: z.int().nonnegative(),
  head: z.string(),
  /** The first thing that is wrong, with its record; null: the journal is sound. */
  bad: z.string().nullable(),
  /** What could not be checked, and what is unusual without being wrong. */
  notes: z.array(z.string()),
});
export type JournalVerdict = z.infer<typeof verdict>;

const verifyView = z.object({
  state: z.enum(['none', 'running', 'done', 'cancelled', 'failed']),
  /** Records read of those there were when it began. */
  reached: z.int().nonnegative(),
  end: z.int().nonnegative(),
  /** When it ended. */
  at: epochMs.nullable(),
  verdict: verdict.nullable(),
  /** Why it could not go on. */
  fault: z.string().nullable(),
});
export type VerifyView = z.infer<typeof verifyView>;

/** The check of the whole journal: chain, signatures, and everything decided again. One at a time; nothing of it is put on record. */
export const verifyContract = {
  /** While one runs, that one goes on. */
  'verify.start': { request: z.strictObject({}), reply: verifyView },
  'verify.view': { request: z.strictObject({}), reply: verifyView },
  'verify.cancel': { request: z.strictObject({}), reply: verifyView },
};
