import { z } from 'zod';
import { barsAnswer, ordersAnswer, positionsAnswer } from '#shared/api';
import { BAR_TIMEFRAMES } from '#shared/domain';
import { err } from '#shared/lib';
import { problem } from './problem.ts';
import { queryMoment } from './query-parts.ts';
import { answer, route, type Route } from './route.ts';

const UNKNOWN_SYMBOL = problem(404, 'unknown_symbol', 'The terminal does not have this symbol.');

/** What the account holds, and candles. */
export const heldRoutes: readonly Route[] = [
  route({
    ...{ method: 'GET', path: '/positions', tag: 'Looking', who: 'read' },
    summary: 'open positions, and whether the terminal has said so',
    answers: { 200: positionsAnswer },
    errors: [],
    handle: ({ parts }) => answer(parts.service.positions()),
  }),
  route({
    ...{ method: 'GET', path: '/orders', tag: 'Looking', who: 'read' },
    summary: 'pending orders, and our orders under way',
    answers: { 200: ordersAnswer },
    errors: [],
    handle: ({ parts }) => answer(parts.service.orders()),
  }),
  route({
    ...{ method: 'GET', path: '/market/:symbol/bars', tag: 'Looking', who: 'read' },
    summary: 'closed candles; `bars` is null where none are known',
    params: z.object({ symbol: z.string() }),
    query: z.strictObject({
      tf: z.enum(BAR_TIMEFRAMES).default('M5'),
      from: queryMoment.optional(),
      to: queryMoment.optional(),
    }),
    answers: { 200: barsAnswer },
    errors: ['unknown_symbol'],
    handle: ({ parts, params, query: { tf, from = null, to = null } }) => {
      if (from !== null && to !== null && from >= to)
        return err(
          problem(400, 'malformed', 'from must be before to.', { issues: [{ path: 'from', message: 'must be before to' }] }),
        );
      const found = parts.service.bars(params.symbol, { timeframe: tf, from, to });
      return found === null ? err(UNKNOWN_SYMBOL) : answer(found);
    },
  }),
];
