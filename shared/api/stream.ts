import { z } from 'zod';
import { epochMs } from '#shared/domain';
import { traceId } from './parts.ts';

/** What a reader of `GET /stream` may ask for, by the names of the events. */
export const STREAM_KINDS = ['record', 'alarm', 'status'] as const;
export type StreamKind = (typeof STREAM_KINDS)[number];

/** Event `gap`: records after `asked` up to `resumesAfter` are not sent; `GET /events` has what there is of them. */
export type GapNotice = {
  readonly reason: 'too_far_back' | 'another_journal';
  readonly asked: number;
  readonly resumesAfter: number;
};

/** Event `end`: why nothing more comes. */
export type StreamEnd = { readonly code: 'bad_token' | 'token_expired' | 'stopping' };

/** `POST /stream/tickets`. */
export const ticketAnswer = z.object({
  ticket: z.string().describe('Opens streams, and nothing else'),
  expiresAt: epochMs.describe('Until when a stream has to be opened; an open one keeps it good, and for a minute after its end'),
  path: z.string().describe('The address of the stream with the ticket'),
  traceId,
});
