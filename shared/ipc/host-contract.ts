import { z } from 'zod';

const line = z.string().max(1_000);

/** One thing that was looked at. `unknown`: it could not be looked at, which is not the same as well. */
const diagnosisCheck = z.object({
  id: z.string().max(60),
  title: line,
  state: z.enum(['good', 'warn', 'bad', 'unknown']),
  found: line,
  /** What to do about it; null: nothing. */
  remedy: line.nullable(),
});
export type DiagnosisCheck = z.infer<typeof diagnosisCheck>;

/** What belongs to this PC and this copy of the program, not to trading. */
export const hostContract = {
  /** Versions and places. `notices`: the licences of what is inside can be read. */
  'host.about': {
    request: z.strictObject({}),
    reply: z.object({
      version: z.string(),
      lines: z.array(z.object({ name: line, value: line })).max(40),
      notices: z.boolean(),
    }),
  },
  'host.notices': { request: z.strictObject({}), reply: z.object({ text: z.string().max(5_000_000) }) },
  /** Looks at everything about this PC that a cockpit needs. Takes some seconds. */
  'host.diagnose': { request: z.strictObject({}), reply: z.object({ at: z.int(), checks: z.array(diagnosisCheck).max(60) }) },
  /** Writes one file for the person who helps: no secret is in it. */
  'host.bundle': { request: z.strictObject({}), reply: z.object({ file: line, problem: line.nullable() }) },
};
