import { z } from 'zod';
import { alarm, epochMs } from '#shared/domain';

/** One step in the life of an alarm. `title` and `level` null: it was raised before what was looked at. */
const alarmStep = z.object({
  seq: z.int(),
  at: epochMs,
  alarmId: z.string(),
  what: z.enum(['raised', 'acknowledged', 'shelved', 'returned']),
  title: alarm.shape.title.nullable(),
  level: alarm.shape.level.nullable(),
  /** Who did it; null for what nobody did. */
  by: z.string().nullable(),
  /** Why it was raised, or the reason it was shelved for. */
  text: z.string().nullable(),
  /** Until when it rests. */
  until: epochMs.nullable(),
});
export type AlarmStep = z.infer<typeof alarmStep>;

/** The lives of alarms, also of those that are gone. */
export const alarmContract = {
  /** Newest first, before a record with a number (null: from the end). `before` of the answer goes on; null: that was the beginning. */
  'alarm.history': {
    request: z.strictObject({ before: z.int().min(1).nullable(), limit: z.int().min(1).max(500) }),
    reply: z.object({ steps: z.array(alarmStep).max(500), before: z.int().nullable() }),
  },
};
