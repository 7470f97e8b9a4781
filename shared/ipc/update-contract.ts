import { z } from 'zod';
import { UPDATE_CHANNELS } from '#shared/config';

const version = z.string().min(1).max(64);
const line = z.string().max(1_000);

/** Newer versions of this program: what is known of them, and what stands against installing one now. */
const updateView = z.object({
  current: version,
  /** Null: no feed is configured, and nobody is asked. */
  feed: line.nullable(),
  channel: z.enum(UPDATE_CHANNELS),
  state: z.enum(['idle', 'looking', 'downloading', 'checking', 'ready']),
  lookedAt: z.int().nullable(),
  offered: z
    .object({
      version,
      releasedAt: z.string().max(64).nullable(),
      notes: z.string().max(20_000),
      bytes: z.int().nonnegative().nullable(),
    })
    .nullable(),
  progress: z.object({ done: z.int().nonnegative(), total: z.int().nonnegative() }).nullable(),
  /** What the last look or download said, or failed with; null: all is well. */
  word: line.nullable(),
  /** What has to be done before one may be installed; empty: nothing. */
  waitsFor: z.array(line).max(10),
});
export type UpdateView = z.infer<typeof updateView>;

const asked = { request: z.strictObject({}), reply: updateView };

export const updateContract = {
  'updates.view': asked,
  /** Asks the feed. */
  'updates.look': asked,
  /** Begins to fetch what is offered; the view tells how it goes. */
  'updates.download': { request: z.strictObject({ version }), reply: updateView },
  'updates.cancel': asked,
  /** Ends the cockpit in order and starts the installer; only halted and flat. */
  'updates.install': {
    request: z.strictObject({ typed: z.literal('UPDATE'), version }),
    reply: z.object({ seq: z.int() }),
  },
};
