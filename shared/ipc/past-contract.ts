import { z } from 'zod';
import { epochMs } from '#shared/domain';
import { liveFrame } from './live.ts';

const moment = z.object({ seq: z.int().nonnegative(), at: epochMs });
/** A record that is worth finding again: a trade that ended, a stop, an alarm that was raised, a run that started. */
const pastMark = moment.extend({ kind: z.enum(['trade', 'stop', 'alarm', 'run']), text: z.string().max(200) });
export type PastMark = z.infer<typeof pastMark>;

/** The cockpit as it was. Nothing of it is recorded, and nothing can be done there. */
export const pastContract = {
  /** From where to where there is a past, and the newest of what happened in it, oldest first. */
  'past.span': {
    request: z.strictObject({}),
    reply: z.object({ first: moment.nullable(), last: moment.nullable(), marks: z.array(pastMark).max(300) }),
  },
  /**
   * The state after a record, by its number, or the last one that was on record at a moment. A long way back is folded in parts:
   * where `reached` is less than `seq`, `state` is null, and the same question goes on from there. `live` null: the terminal had
   * told nothing by then.
   */
  'past.look': {
    request: z.union([z.strictObject({ seq: z.int().positive() }), z.strictObject({ at: epochMs })]),
    reply: moment.extend({ reached: z.int().nonnegative(), state: z.unknown(), live: liveFrame.nullable() }),
  },
  /** Nobody looks any more: what was kept on the way is dropped. Without it, some minutes after the last question. */
  'past.leave': { request: z.strictObject({}), reply: z.object({}) },
};
