import { z } from 'zod';
import { deliveryFate, sourceId } from '#shared/domain';
import { contract } from '#shared/ipc';
import { done } from './ask-service.ts';
import { queryMoment, queryWhole } from './query-parts.ts';
import { route, type Route } from './route.ts';

const deliveriesQuery = z.strictObject({
  source: sourceId.nullable().default(null),
  fate: deliveryFate.nullable().default(null),
  text: z.string().max(100).default('').describe('Looked for in body, reason, address and signal id'),
  from: queryMoment.nullable().default(null),
  to: queryMoment.nullable().default(null),
  before: queryWhole(1, Number.MAX_SAFE_INTEGER).nullable().default(null).describe('Only those with a smaller id'),
  limit: queryWhole(1, 500).default(50),
});

const traced = { traceId: z.string() };

/** Where signals come from, and what came. */
export const sourceRoutes: readonly Route[] = [
  route({
    ...{ method: 'GET', path: '/sources', tag: 'Looking', who: 'read' },
    summary: 'sources of signals: rules, address, how each does; no secret',
    answers: { 200: contract['source.list'].reply.extend(traced) },
    errors: [],
    handle: (asked) => done(asked, 'source.list', {}, {}),
  }),
  route({
    ...{ method: 'GET', path: '/deliveries', tag: 'Looking', who: 'read' },
    summary: 'what was delivered, as it came, newest first',
    query: deliveriesQuery,
    answers: { 200: contract['delivery.list'].reply.extend(traced) },
    errors: [],
    handle: (asked) => done(asked, 'delivery.list', asked.query, {}),
  }),
];
