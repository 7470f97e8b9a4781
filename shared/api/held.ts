import { z } from 'zod';
import { apiToken, epochMs, pendingOrder } from '#shared/domain';
import { contract } from '#shared/ipc';
import { traceId } from './parts.ts';
import { positionAnswer } from './signals.ts';

const known = z.boolean().describe('False: the terminal has not said what it holds; none listed is not none then');

/** `GET /positions`. */
export const positionsAnswer = z.object({ at: epochMs, known, positions: z.array(positionAnswer) });
/** `GET /orders`: pending orders at the terminal, and client ids of orders whose end is not known. */
export const ordersAnswer = z.object({
  at: epochMs,
  known,
  orders: z.array(pendingOrder),
  underWay: z.array(z.string()).describe('Client ids of our orders whose end is not known'),
});

/** `GET /tokens`: never the tokens themselves. */
export const tokensAnswer = z.array(apiToken.omit({ hash: true }).extend({ isExpired: z.boolean() }));
/** `POST /tokens`: the one time that the token is shown. */
export const issuedAnswer = contract['token.issue'].reply.extend({ status: z.literal('issued'), traceId });
/** `POST /system/shutdown`. */
export const shutdownAnswer = contract['system.shutdown'].reply.extend({ status: z.literal('shutting_down'), traceId });
