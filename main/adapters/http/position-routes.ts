import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { managementRules } from '#shared/config';
import { askedLevels, type PositionAsk } from '#shared/events';
import { askedText } from '#shared/ipc';
import { askService } from './ask-service.ts';
import type { HttpParts } from './http-parts.ts';
import { sendProblem } from './problem.ts';
import { readBody, readParts } from './read-request.ts';

const path = z.object({ ticket: z.string().min(1).max(128) });
const preview = z.boolean().default(false);
const modifyBody = z
  .strictObject({ ...askedLevels.shape, reason: askedText(0, 500).nullable().default(null), preview })
  .refine(({ stopLoss, takeProfit }) => stopLoss !== undefined || takeProfit !== undefined, 'stopLoss or takeProfit is needed');
const closeBody = z
  .strictObject({
    percent: z.number().positive().max(100).optional(),
    lots: z.number().positive().max(10_000).optional(),
    by: z.string().min(1).max(128).optional(),
    foreign: z.boolean().default(false),
    preview,
  })
  .refine(
    ({ percent, lots, by }) => [percent, lots, by].filter((one) => one !== undefined).length < 2,
    'percent, lots or by, one of them',
  );
const manageBody = z.strictObject({
  rules: managementRules.nullable(),
  foreign: z.boolean().default(false),
  reason: askedText(3, 500),
});

/** `/positions/:ticket`: an open position by hand. With `preview: true` nothing is done, and the answer says what it would come to. */
export function positionRoutes(app: FastifyInstance, parts: HttpParts): void {
  app.post('/positions/:ticket/modify', async (request, reply) => {
    const [at, body] = [readParts(path, request.params), readBody(modifyBody, request.body)];
    if (!at.ok) return sendProblem(reply, at.error);
    if (!body.ok) return sendProblem(reply, body.error);
    const { ticket } = at.value;
    const { preview: isPreview, reason, ...given } = body.value;
    const levels = {
      ...(given.stopLoss === undefined ? {} : { stopLoss: given.stopLoss }),
      ...(given.takeProfit === undefined ? {} : { takeProfit: given.takeProfit }),
    };
    if (isPreview) return shown(parts, { ticket, levels }, (sent) => reply.send({ ...sent, traceId: request.id }), reply);
    const done = await askService(parts, 'position.modify', { ticket, ...levels, reason });
    return done.ok ? reply.send({ status: 'asked', ...done.value, traceId: request.id }) : sendProblem(reply, done.error);
  });

  app.post('/positions/:ticket/close', async (request, reply) => {
    const at = readParts(path, request.params);
    const body = readBody(closeBody, request.body ?? Buffer.from('{}')); // There need be nothing to say: none closes all of it.
    if (!at.ok) return sendProblem(reply, at.error);
    if (!body.ok) return sendProblem(reply, body.error);
    const { ticket } = at.value;
    const { percent, lots, by, foreign, preview: isPreview } = body.value;
    const part = percent !== undefined ? { percent } : lots !== undefined ? { lots } : null;
    const ask: PositionAsk = by === undefined ? { ticket, part } : { ticket, by };
    if (isPreview) return shown(parts, ask, (sent) => reply.send({ ...sent, traceId: request.id }), reply);
    const what = by === undefined ? (part === null ? {} : { part }) : { by };
    const closing = { ticket, ...(foreign ? { foreign } : {}), ...what };
    const done = await askService(parts, 'position.close', closing);
    return done.ok ? reply.send({ status: 'asked', ...done.value, traceId: request.id }) : sendProblem(reply, done.error);
  });

  app.post('/positions/:ticket/manage', async (request, reply) => {
    const [at, body] = [readParts(path, request.params), readBody(manageBody, request.body)];
    if (!at.ok) return sendProblem(reply, at.error);
    if (!body.ok) return sendProblem(reply, body.error);
    const { rules, foreign, reason } = body.value;
    const managing = { ticket: at.value.ticket, rules, ...(foreign ? { foreign } : {}), reason };
    const done = await askService(parts, 'position.manage', managing);
    return done.ok ? reply.send({ status: 'managed', ...done.value, traceId: request.id }) : sendProblem(reply, done.error);
  });
}

async function shown<T>(
  parts: HttpParts,
  ask: PositionAsk,
  send: (preview: object) => T,
  reply: Parameters<typeof sendProblem>[0],
): Promise<T | ReturnType<typeof sendProblem>> {
  const answer = await askService(parts, 'position.preview', ask);
  return answer.ok ? send(answer.value.preview) : sendProblem(reply, answer.error);
}
