import { z } from 'zod';
import { acceptedAnswer, doneAnswer, duplicateAnswer } from '#shared/api';
import { PENDING_TYPES, side, strategyId } from '#shared/domain';
import { askedTerms, type OrderAsk } from '#shared/events';
import { BY_HAND } from '#shared/strategies';
import { done } from './ask-service.ts';
import { route, type Route } from './route.ts';
import { answerOf } from './submit-delivery.ts';

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

const BY_HAND_PAGE = ['By hand', 'pending-orders.md#by-hand'] as const;

/** `/orders`: an order by hand passes the same gate as a signal, is sized by its risk, and leaves the same records. */
export const orderRoutes: readonly Route[] = [
  route({
    ...{ method: 'POST', path: '/orders', tag: 'Acting', who: 'operate', more: BY_HAND_PAGE },
    summary: 'an order by hand: 202 as for a signal',
    body: ticketBody,
    answers: { 202: acceptedAnswer, 200: duplicateAnswer },
    errors: ['invalid_signal', 'rate_limited', 'source_limit', 'overloaded'],
    handle: async ({ parts, body, actor, traceId }) => {
      const told = answerOf(await parts.service.place(askOf(body), traceId, actor));
      // Nobody else has a record of what was never decided upon.
      if (!told.ok && (told.error.code === 'overloaded' || told.error.code === 'source_limit'))
        parts.service.refuseAtDoor({ code: told.error.code, source: 'operator', detail: told.error.detail, nonce: null });
      return told;
    },
  }),
  route({
    ...{ method: 'POST', path: '/orders/:id/cancel', tag: 'Acting', who: 'operate' },
    summary: 'a pending order goes',
    params: path,
    answers: { 200: doneAnswer('asked') },
    errors: ['unknown_order', 'already_asked', 'ended'],
    handle: ({ params, ...asker }) => done(asker, 'order.cancel', { order: params.id }, { status: 'asked' }),
  }),
  route({
    ...{ method: 'POST', path: '/orders/:id/replace', tag: 'Acting', who: 'operate', more: BY_HAND_PAGE },
    summary: 'other terms, never more risk',
    params: path,
    body: replaceBody,
    answers: { 200: doneAnswer('asked') },
    errors: ['unknown_order', 'already_asked', 'hard_limit', 'bad_order', 'bad_level', 'ended', 'no_price'],
    handle: ({ params, body, ...asker }) => done(asker, 'order.replace', { order: params.id, ...body }, { status: 'asked' }),
  }),
];

/** The ticket in the words of the contract. */
const askOf = ({ takeProfit, riskPercent, lots, strategyId: strategy, ...rest }: Ticket): OrderAsk => ({
  ...rest,
  ...{ takeProfit: takeProfit ?? null, riskPercent: riskPercent ?? null, strategy, volumeMax: lots ?? null },
});
