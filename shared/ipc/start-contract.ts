import { z } from 'zod';
import { START_KEYS, startChoice } from '#shared/domain';

const startView = z.object({
  /** What this run was started with. */
  now: startChoice,
  /** What is chosen for the next start. */
  next: startChoice,
  /** Given on the command line, which goes before what is chosen here. */
  fixed: z.array(z.enum(START_KEYS)),
  /** What is open now, in words; a restart leaves it to its stops for some seconds. */
  open: z.array(z.string().max(500)).max(10),
  /** What has to be done before a restart into what is chosen; empty: nothing. */
  waitsFor: z.array(z.string().max(500)).max(10),
});
export type StartView = z.infer<typeof startView>;

/** What the program starts with: seen, chosen for the next start, and the restart itself. */
export const startContract = {
  'start.view': { request: z.strictObject({}), reply: startView },
  'start.choose': { request: z.strictObject({ choice: startChoice }), reply: startView },
  /** Seals the run, ends, and starts again. */
  'start.restart': { request: z.strictObject({ typed: z.literal('RESTART') }), reply: z.object({ seq: z.int() }) },
};
