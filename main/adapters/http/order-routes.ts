import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { PENDING_TYPES, side, strategyId } from '#shared/domain';
import { askedTerms } from '#shared/events';
import { BY_HAND } from '#shared/strategies';
import { askService } from './ask-service.ts';
import type { HttpParts } from './http-parts.ts';
import { problem, sendProblem } from './problem.ts';
import { readBody, readParts } from './read-request.ts';
import { submitDelivery } from './submit-delivery.ts';

const id = z.string().min(1).max(128);
const price = z.number().positive();
const path = z.object({ id });
const moment = z.union([z.iso.datetime({ offset: true }), z.int().positive()]);
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
  takeProfit: price,
  expiresAt: moment.optional(),
  oco: z.string().optional(),
  /** Each an upper bound: the smallest of all ceilings is the size. */
  riskPercent: z.number().positive().max(100).optional(),
  riskMoney: z.number().positive().optional(),
  lots: z.number().positive().optional(),
  strategyId: strategyId.default(BY_HAND),
});
const priced = z.object({ bid: price, ask: price });
type Ticket = z.infer<typeof ticketBody>;
const replaceBody = z.strictObject(askedTerms.shape);

/** `/orders`: an order by hand passes the same gate as a signal, is sized by its risk, and leaves the same records. */
export function orderRoutes(app: FastifyInstance, parts: HttpParts): void {
  app.post('/orders', async (request, reply) => {
    const body = readBody(ticketBody, request.body);
    if (!body.ok) return sendProblem(reply, body.error);
    const entry = entryOf(parts, body.value);
    if (entry === null)
      return sendProblem(reply, problem(422, 'invalid_signal', 'price: is missing, and there is no quote to stand in for it'));
    const receivedAt = Math.floor(parts.clock.nowMs());
    const delivery = { source: 'operator', body: signalOf(body.value, entry, receivedAt), nonce: null, receivedAt } as const;
    return submitDelivery(parts, request, reply, delivery);
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

/** Where it is planned to be filled: the limit of a stop-limit, its own price, or the market's. */
function entryOf({ service }: HttpParts, { type, price: asked, stopLimit, side: of, symbol }: Ticket): number | null {
  if (type === 'stop_limit') return stopLimit ?? null;
  if (type !== 'market') return asked ?? null;
  const quote = priced.safeParse(service.market(symbol));
  return quote.success ? (of === 'BUY' ? quote.data.ask : quote.data.bid) : null;
}

/** The ticket as the canonical signal that it is. */
function signalOf(ticket: Ticket, entry: number, nowMs: number): string {
  const { clientId, symbol, side: direction, type, price: trigger, stopLoss, takeProfit, expiresAt, oco } = ticket;
  return JSON.stringify({
    signal_id: clientId,
    symbol,
    direction,
    strategy_id: ticket.strategyId,
    order_type: type,
    price_levels: { entry, stop_loss: stopLoss, take_profit: takeProfit },
    ...(type === 'stop_limit' ? { price: trigger } : {}),
    ...(expiresAt === undefined ? {} : { expires_at: expiresAt }),
    ...(oco === undefined ? {} : { oco }),
    ...(ticket.riskPercent === undefined ? {} : { risk_percent: ticket.riskPercent }),
    ...(ticket.riskMoney === undefined ? {} : { risk_money: ticket.riskMoney }),
    ...(ticket.lots === undefined ? {} : { volume: ticket.lots }),
    timestamp: nowMs,
  });
}
