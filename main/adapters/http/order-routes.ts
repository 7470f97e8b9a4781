import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { PENDING_TYPES, side, strategyId } from '#shared/domain';
import { askedTerms, type OrderAsk } from '#shared/events';
import { BY_HAND } from '#shared/strategies';
import { askService } from './ask-service.ts';
import type { HttpParts } from './http-parts.ts';
import { sendProblem } from './problem.ts';
import { readBody, readParts } from './read-request.ts';
import { sendAnswer } from './submit-delivery.ts';

const id = z.string().min(1).max(128);
const price = z.number().positive();
const path = z.object({ id });
const moment = z.union([z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)), z.int().positive()]);
const ticketBody = z.strictObject({
  /** Names this order for ever: the same one again is the same order. */
  clientId: id,
  symbol: z.string().min(1).max(32),
  side,
  type: z.enum(['market', ...PENDING_TYPES]).default('market'),
  /** What the market has to reach. */
  price: price.optional(),
  stopLimit: price.optional(),
  stopLoss: price,
  /** Absent: the strategy's target in multiples of the risk. */
  takeProfit: price.optional(),
  expiresAt: moment.optional(),
  oco: z.string().optional(),
  /** Each an upper bound: the smallest of all ceilings is the size. */
  riskPercent: z.number().positive().max(100).optional(),
  riskMoney: z.number().positive().optional(),
  lots: z.number().positive().optional(),
  strategyId: strategyId.default(BY_HAND),
});
type Ticket = z.infer<typeof ticketBody>;
const replaceBody = z.strictObject(askedTerms.shape);

/** `/orders`: an order by hand passes the same gate as a signal, is sized by its risk, and leaves the same records. */
export function orderRoutes(app: FastifyInstance, parts: HttpParts): void {
  app.post('/orders', async (request, reply) => {
    const body = readBody(ticketBody, request.body);
    if (!body.ok) return sendProblem(reply, body.error);
    const source = 'operator';
    const answer = await parts.service.place(askOf(body.value), request.id, 'operator:http');
    return sendAnswer(parts, request, reply, answer, { source, nonce: null });
  });

  app.post('/orders/:id/cancel', async (request, reply) => {
    const at = readParts(path, request.params);
    if (!at.ok) return sendProblem(reply, at.error);
    return done(await askService(parts, 'order.cancel', { order: at.value.id }), reply, request.id);
  });

  app.post('/orders/:id/replace', async (request, reply) => {
    const [at, body] = [readParts(path, request.params), readBody(replaceBody, request.body)];
    if (!at.ok) return sendProblem(reply, at.error);
    if (!body.ok) return sendProblem(reply, body.error);
    return done(await askService(parts, 'order.replace', { order: at.value.id, ...body.value }), reply, request.id);
  });
}

type Done = Awaited<ReturnType<typeof askService<'order.cancel'>>>;
const done = (answer: Done, reply: FastifyReply, traceId: string): FastifyReply =>
  answer.ok ? reply.send({ status: 'asked', ...answer.value, traceId }) : sendProblem(reply, answer.error);

/** The ticket in the words of the contract. */
const askOf = ({ takeProfit, riskPercent, lots, strategyId: strategy, ...rest }: Ticket): OrderAsk => ({
  ...rest,
  ...{ takeProfit: takeProfit ?? null, riskPercent: riskPercent ?? null, strategy, volumeMax: lots ?? null },
});
