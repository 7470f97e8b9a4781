import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { signalState } from '#shared/domain';
import { EVENT_TYPES, isEventType } from '#shared/events';
import { askedText } from '#shared/ipc';
import { askService } from './ask-service.ts';
import type { HttpParts } from './http-parts.ts';
import { problem, sendProblem } from './problem.ts';
import { readBody, readParts } from './read-request.ts';

const id = z.string().min(1).max(128);
const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(min).max(max));
const signalsQuery = z.strictObject({ state: signalState.optional(), limit: whole(1, 500).default(100), after: id.optional() });
const moment = z.string().transform((text, context) => {
  const at = momentOf(text);
  if (at !== null) return at;
  context.addIssue({ code: 'custom', message: 'must be a time with a zone (2025-08-04T13:00:00Z) or epoch milliseconds' });
  return z.NEVER;
});
const types = z
  .string()
  .transform((text) => text.split(','))
  .refine((names) => names.every(isEventType), `must be one or more of ${EVENT_TYPES.join(', ')}, separated by commas`);
const eventsQuery = z.strictObject({
  since: whole(0, Number.MAX_SAFE_INTEGER).default(0),
  limit: whole(1, 1000).default(100),
  type: types.optional(),
  correlation: id.optional(),
  from: moment.optional(),
  to: moment.optional(),
});
/** Epoch milliseconds, or ISO 8601 with a zone: a time without one means another moment to everybody. */
function momentOf(text: string): number | null {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  const at = /(Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? null : at;
}

const digest = z
  .string()
  .min(1)
  .max(200)
  .transform((given) => (given.length === DIGEST_CHARS ? given : NO_DIGEST));
/** A digest of another length is no card's. The service still decides, because an expired card is refused as expired. */
const DIGEST_CHARS = 64;
const NO_DIGEST = '0'.repeat(DIGEST_CHARS);
const verdictBody = z.strictObject({ digest, reason: askedText(0, 500).optional() });
const overrideBody = z.strictObject({ digest, reason: askedText(3, 500) });

/** `/signals`, `/events` and `/market`: what happened, and the operator's word on what should. */
export function signalRoutes(app: FastifyInstance, parts: HttpParts): void {
  const { service } = parts;
  app.get('/signals', async (request, reply) => {
    const query = readParts(signalsQuery, request.query);
    if (!query.ok) return sendProblem(reply, query.error);
    const { state = null, limit, after = null } = query.value;
    // Starting over would make a paging client loop for ever.
    if (after !== null && service.signal(after) === null) return sendProblem(reply, NO_SIGNAL);
    return reply.send(service.signals({ state, limit, after }));
  });
  app.get('/signals/:id', async (request, reply) => {
    const found = service.signal(idOf(request.params));
    return found === null ? sendProblem(reply, NO_SIGNAL) : reply.send(found);
  });
  app.get('/events', async (request, reply) => {
    const query = readParts(eventsQuery, request.query);
    if (!query.ok) return sendProblem(reply, query.error);
    const { since, limit, type = null, correlation = null, from = null, to = null } = query.value;
    return reply.send(service.events({ since, limit, types: type, correlationId: correlation, from, to }));
  });
  app.get('/market/:symbol', async (request, reply) => {
    const found = service.market((request.params as { readonly symbol: string }).symbol);
    return found === null
      ? sendProblem(reply, problem(404, 'unknown_symbol', 'The terminal does not have this symbol.'))
      : reply.send(found);
  });
  verdictRoutes(app, parts);
}

function verdictRoutes(app: FastifyInstance, parts: HttpParts): void {
  app.post('/signals/:id/approve', async (request, reply) => {
    const signalId = idOf(request.params);
    const body = readBody(verdictBody, request.body);
    if (!body.ok) return sendProblem(reply, body.error);
    if (parts.service.signal(signalId) === null) return sendProblem(reply, NO_SIGNAL);
    const done = await askService(parts, 'signal.approve', { signalId, digest: body.value.digest });
    return done.ok
      ? reply.send({ status: 'approved', signalId, ...done.value, traceId: request.id })
      : sendProblem(reply, done.error);
  });
  app.post('/signals/:id/reject', async (request, reply) => {
    const signalId = idOf(request.params);
    const body = readBody(verdictBody, request.body);
    if (!body.ok) return sendProblem(reply, body.error);
    if (parts.service.signal(signalId) === null) return sendProblem(reply, NO_SIGNAL);
    const done = await askService(parts, 'signal.reject', {
      signalId,
      digest: body.value.digest,
      reason: body.value.reason ?? null,
    });
    return done.ok
      ? reply.send({ status: 'rejected', signalId, ...done.value, traceId: request.id })
      : sendProblem(reply, done.error);
  });
  app.post('/signals/:id/override', async (request, reply) => {
    const signalId = idOf(request.params);
    const body = readBody(overrideBody, request.body);
    if (!body.ok) return sendProblem(reply, body.error);
    if (parts.service.signal(signalId) === null) return sendProblem(reply, NO_SIGNAL);
    const done = await askService(parts, 'signal.override', { signalId, ...body.value });
    return done.ok
      ? reply.send({ status: 'overridden', signalId, ...done.value, traceId: request.id })
      : sendProblem(reply, done.error);
  });
}

const NO_SIGNAL = problem(404, 'unknown_signal', 'There is no signal with this id.');
const idOf = (params: unknown): string => (params as { readonly id: string }).id;
