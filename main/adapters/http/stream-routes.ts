import { z } from 'zod';
import { STREAM_KINDS, ticketAnswer } from '#shared/api';
import { err, ok, type Result } from '#shared/lib';
import { bearerOf } from './operator-guard.ts';
import { problem, sendProblem, type Problem } from './problem.ts';
import { queryWhole, recordTypes } from './query-parts.ts';
import { readParts } from './read-request.ts';
import { rawRoute, type Door, type Route, type Serve } from './route.ts';
import { TICKET_MS } from './stream-tickets.ts';

const MORE = ['Stream', 'http-api.md#the-stream'] as const;
const kinds = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(z.enum(STREAM_KINDS)))
  .describe('Of record, alarm and status, separated by commas; absent: record,alarm');
const streamQuery = z.strictObject({
  since: queryWhole(0, Number.MAX_SAFE_INTEGER).optional().describe('Records after this one; absent: from now on'),
  kind: kinds.optional(),
  type: recordTypes.optional(),
  statusSeconds: queryWhole(1, 3_600).default(5).describe('Seconds from one status to the next'),
  ticket: z.string().max(128).optional().describe('In place of the Authorization header, from POST /stream/tickets'),
});

/** The journal as it grows, and how the cockpit stands. */
export const streamRoutes: readonly Route[] = [
  rawRoute({
    ...{ method: 'GET', path: '/stream', tag: 'Looking', who: 'read', media: 'text/event-stream', takesTicket: true },
    more: MORE,
    summary: 'records, alarms and status as Server-Sent Events, as they happen',
    query: streamQuery,
    answers: { 200: z.string().describe('Events `record` and `alarm` (as GET /events), `status`, `gap`, `end`') },
    errors: ['overloaded'],
    serve: theStream,
  }),
  rawRoute({
    ...{ method: 'POST', path: '/stream/tickets', tag: 'Looking', who: 'read', more: MORE },
    summary: 'a word that opens streams in the place of the token, for readers without headers',
    answers: { 201: ticketAnswer },
    errors: [],
    serve: aTicket,
  }),
];

function theStream({ parts, whoIs, tokenOf }: Door): Serve {
  const { service, streams, tickets } = parts;
  return (request, reply) => {
    const query = readParts(streamQuery, request.query);
    if (!query.ok) return sendProblem(reply, query.error);
    const last = lastSeen(request.headers['last-event-id']);
    if (!last.ok) return sendProblem(reply, last.error);
    const token = tokenOf(request) ?? '';
    const actor = whoIs(token)?.actor ?? '';
    const full = streams.full(actor);
    if (full !== null) return sendProblem(reply, problem(503, 'overloaded', full, { retryAfterMs: 10_000 }));
    const { since = null, kind = ['record', 'alarm'], type = null, statusSeconds, ticket } = query.value;
    reply.hijack();
    reply.raw.writeHead(200, { ...HEADERS, 'x-trace-id': request.id });
    // A bearer's own word stands above a ticket in the address.
    const gone = bearerOf(request) === undefined && ticket !== undefined ? tickets.use(ticket) : () => undefined;
    const newest = journalOf.parse(service.status()).journal.lastSeq;
    const ask = { since: last.value ?? since, kinds: kind, types: type, statusEvery: statusSeconds, newest };
    streams.open(reply.raw, ask, { actor, holder: () => whoIs(token), gone });
    return reply;
  };
}

/** The answer does not pass the hooks that set these elsewhere. */
const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  // A proxy that gathers answers would hold the stream back.
  'x-accel-buffering': 'no',
} as const;
const journalOf = z.object({ journal: z.object({ lastSeq: z.int() }) });

/** Where a reader that comes back was; null: it does not say. */
function lastSeen(header: string | string[] | undefined): Result<number | null, Problem> {
  if (header === undefined || header === '') return ok(null);
  if (typeof header === 'string' && /^\d{1,15}$/.test(header)) return ok(Number(header));
  return err(problem(400, 'malformed', 'Last-Event-ID must be the number of a record.'));
}

function aTicket({ parts, tokenOf }: Door): Serve {
  return (request, reply) => {
    const ticket = parts.tickets.issue(tokenOf(request) ?? '');
    const expiresAt = Math.floor(parts.clock.nowMs()) + TICKET_MS;
    return reply.code(201).send({ ticket, expiresAt, path: `/stream?ticket=${ticket}`, traceId: request.id });
  };
}
