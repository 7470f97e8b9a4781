import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { previewAsk } from '#shared/events';
import { askedAccount, askedScope, askedText } from '#shared/ipc';
import { certificateText } from '#shared/projection';
import { askService } from './ask-service.ts';
import type { HttpParts } from './http-parts.ts';
import { problem, sendProblem } from './problem.ts';
import { readBody } from './read-request.ts';

const stopBody = z.strictObject({
  reason: askedText(1, 200),
  flatten: z.boolean().default(false),
  /** Absent: the account. */
  scope: askedScope.optional(),
});
const resumeBody = z.strictObject({ typed: z.literal('RESUME'), reason: askedText(3, 500) });
const adoptBody = z.strictObject({ typed: z.literal('ADOPT'), reason: askedText(3, 500) });
const liftBody = z.strictObject({ typed: z.literal('LIFT'), reason: askedText(3, 500), scope: askedScope });
const accountBody = z.strictObject({ typed: z.literal('CHOOSE'), ...askedAccount.shape, reason: askedText(3, 500) });
const clockBody = z.strictObject({
  typed: z.literal('CONFIRM'),
  reason: askedText(3, 500),
  /** That of the status; absent: whatever is in doubt. */
  digest: z.string().length(64).optional(),
});

/** `/system`, `/risk/preview`, `/stop-certificates`, `/webhook/status`, `/metrics`: the whole system, and its stop. For the operator. */
export function systemRoutes(app: FastifyInstance, parts: HttpParts): void {
  const { service } = parts;
  app.get('/system/status', async (_request, reply) => reply.send(service.status()));
  app.get('/webhook/status', async (_request, reply) => reply.send(service.webhookStatus()));
  app.get('/metrics', async (_request, reply) =>
    reply.type('text/plain; version=0.0.4; charset=utf-8').send(await service.metrics()),
  );

  app.post('/system/emergency-stop', async (request, reply) => {
    const body = readBody(stopBody, request.body);
    if (!body.ok) return sendProblem(reply, body.error);
    const stopped = await askService(parts, 'trading.halt', body.value);
    if (!stopped.ok) return sendProblem(reply, stopped.error);
    return reply.send({ status: 'halted', ...stopped.value, traceId: request.id });
  });

  app.post('/system/stop-drill', async (request, reply) => {
    const body = readBody(z.strictObject({}), request.body ?? Buffer.from('{}')); // There is nothing to say: none will do.
    if (!body.ok) return sendProblem(reply, body.error);
    const drilled = await askService(parts, 'stop.drill', {});
    return drilled.ok ? reply.send({ ...drilled.value, traceId: request.id }) : sendProblem(reply, drilled.error);
  });

  app.post('/risk/preview', async (request, reply) => {
    const body = readBody(previewAsk, request.body);
    if (!body.ok) return sendProblem(reply, body.error);
    const answer = await askService(parts, 'risk.preview', body.value);
    return answer.ok ? reply.send({ ...answer.value.preview, traceId: request.id }) : sendProblem(reply, answer.error);
  });

  app.post('/system/channels/test', async (request, reply) =>
    reply.send({ channels: await service.testChannels(), traceId: request.id }),
  );

  typedRoutes(app, parts);

  app.post('/system/clock/confirm', async (request, reply) => {
    const body = readBody(clockBody, request.body);
    if (!body.ok) return sendProblem(reply, body.error);
    const { digest, ...rest } = body.value;
    const confirmed = await askService(parts, 'clock.confirm', digest === undefined ? rest : { ...rest, digest });
    return confirmed.ok
      ? reply.send({ status: 'confirmed', ...confirmed.value, traceId: request.id })
      : sendProblem(reply, confirmed.error);
  });

  app.get('/stop-certificates', async (_request, reply) => reply.send(service.certificates()));

  app.get('/stop-certificates/:id', async (request, reply) => {
    const { id } = request.params as { readonly id: string };
    if (id.length > 128)
      return sendProblem(reply, problem(404, 'unknown_certificate', 'There is no stop certificate with this id.'));
    const found = await askService(parts, 'certificate.get', { id });
    if (!found.ok) return sendProblem(reply, found.error);
    const { certificate, signature } = found.value;
    if ((request.query as { readonly format?: unknown }).format === 'text')
      return reply.type('text/plain; charset=utf-8').send(certificateText(certificate, found.value.mode, signature));
    return reply.send({
      ...certificate,
      residuals: certificate.tickets.filter(({ result }) => result === 'residual'),
      signature,
    });
  });
}

/** What leads away from safety: a word has to be typed. */
function typedRoutes(app: FastifyInstance, parts: HttpParts): void {
  app.post('/system/resume', async (request, reply) => {
    const body = readBody(resumeBody, request.body);
    if (!body.ok) return sendProblem(reply, body.error);
    const resumed = await askService(parts, 'trading.resume', body.value);
    if (resumed.ok) return reply.send({ status: 'active', ...resumed.value, traceId: request.id });
    return sendProblem(reply, { reasons: [resumed.error.detail], ...resumed.error });
  });

  app.post('/system/lift-stop', async (request, reply) => {
    const body = readBody(liftBody, request.body);
    if (!body.ok) return sendProblem(reply, body.error);
    const lifted = await askService(parts, 'stop.lift', body.value);
    return lifted.ok ? reply.send({ status: 'lifted', ...lifted.value, traceId: request.id }) : sendProblem(reply, lifted.error);
  });

  app.post('/system/account', async (request, reply) => {
    const body = readBody(accountBody, request.body);
    if (!body.ok) return sendProblem(reply, body.error);
    const chosen = await askService(parts, 'account.choose', body.value);
    return chosen.ok ? reply.send({ status: 'chosen', ...chosen.value, traceId: request.id }) : sendProblem(reply, chosen.error);
  });

  app.post('/system/adopt-journal', async (request, reply) => {
    const body = readBody(adoptBody, request.body);
    if (!body.ok) return sendProblem(reply, body.error);
    const adopted = await askService(parts, 'journal.adopt', body.value);
    return adopted.ok
      ? reply.send({ status: 'adopted', ...adopted.value, traceId: request.id })
      : sendProblem(reply, adopted.error);
  });
}
