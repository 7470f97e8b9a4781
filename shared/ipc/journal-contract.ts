import { z } from 'zod';
import { epochMs } from '#shared/domain';
import { EVENT_TYPES } from '#shared/events';

const id = z.string().min(1).max(128);
/** What is looked for in the journal; null: any. Times are UTC ms, `to` is the first that is not. `actor` and `text`: a part of it. */
const journalFilter = z.object({
  type: z.enum(EVENT_TYPES).nullable(),
  actor: z.string().max(100).nullable(),
  from: epochMs.nullable(),
  to: epochMs.nullable(),
  text: z.string().max(100),
});
export type JournalFilter = z.infer<typeof journalFilter>;
const journalLine = z.object({
  seq: z.int(),
  at: z.int(),
  type: z.enum(EVENT_TYPES),
  actor: z.string(),
  correlationId: z.string(),
});

/** The journal, searched, told as stories, and written out. */
export const journalContract = {
  /** Looks backwards through the whole journal, a bounded number of records a question; `before` of the answer goes on. */
  'journal.search': {
    request: journalFilter.extend({ before: z.int().min(1).nullable(), limit: z.int().min(1).max(500) }).strict(),
    reply: z.object({ lines: z.array(journalLine).max(500), looked: z.int(), before: z.int().nullable() }),
  },
  /** The records of one correlation with their causes, in order. `isWhole` false: only the first of them. */
  'journal.story': {
    request: z.strictObject({ correlationId: id }),
    reply: z.object({
      lines: z.array(journalLine.extend({ causationId: z.string().nullable() })).max(500),
      isWhole: z.boolean(),
    }),
  },
  /** All that a search finds into a file in the data folder, oldest first. `problem`: why it could not be shown there. */
  'journal.export': {
    request: journalFilter.extend({ format: z.enum(['csv', 'jsonl']) }).strict(),
    reply: z.object({ file: z.string(), records: z.int(), problem: z.string().nullable() }),
  },
};
