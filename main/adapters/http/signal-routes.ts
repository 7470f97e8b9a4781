import { z } from 'zod';
import { marketAnswer, recordAnswer, signalAnswer, verdictAnswer } from '#shared/api';
import { signalState } from '#shared/domain';
import { askedText } from '#shared/ipc';
import { err } from '#shared/lib';
import { done } from './ask-service.ts';
import { problem } from './problem.ts';
import { queryId, queryMoment, queryWhole, recordTypes } from './query-parts.ts';
import { answer, route, type Asked, type Route } from './route.ts';

const NO_SIGNAL = problem(404, 'unknown_signal', 'There is no signal with this id.');
const byId = z.object({ id: z.string() });
const signalsQuery = z.strictObject({
  state: signalState.optional(),
  limit: queryWhole(1, 500).default(100),
  after: queryId.optional().describe('The last signal id of the page before'),
});
const eventsQuery = z.strictObject({
  since: queryWhole(0, Number.MAX_SAFE_INTEGER).default(0),
  limit: queryWhole(1, 1000).default(100),
  type: recordTypes.optional(),
  correlation: queryId.optional(),
  from: queryMoment.optional(),
  to: queryMoment.optional(),
});

/** A digest of another length is no card's. The service still decides, because an expired card is refused as expired. */
const DIGEST_CHARS = 64;
const NO_DIGEST = '0'.repeat(DIGEST_CHARS);
const digest = z
  .string()
  .min(1)
  .max(200)
  .transform((given) => (given.length === DIGEST_CHARS ? given : NO_DIGEST));
const verdictBody = z.strictObject({ digest, reason: askedText(0, 500).optional() });
const VERDICT_ERRORS = [
  'unknown_signal',
  'digest_changed',
  'expired',
  'not_pending',
  'hard_limit',
  'price_moved',
  'halted',
] as const;

type OfSignal = Asked<z.output<typeof byId>, unknown, unknown>;
/** What is done about a signal that there is. */
const about = async (asked: OfSignal, act: (signalId: string) => ReturnType<typeof done>): ReturnType<typeof done> =>
  asked.parts.service.signal(asked.params.id) === null ? err(NO_SIGNAL) : act(asked.params.id);

/** What happened. */
const looks: readonly Route[] = [
  route({
    ...{ method: 'GET', path: '/signals', tag: 'Looking', who: 'read' },
    summary: 'signals, newest first',
    query: signalsQuery,
    answers: { 200: z.array(signalAnswer) },
    errors: ['unknown_signal'],
    handle: ({ parts: { service }, query: { state = null, limit, after = null } }) =>
      // Starting over would make a paging client loop for ever.
      after !== null && service.signal(after) === null ? err(NO_SIGNAL) : answer(service.signals({ state, limit, after })),
  }),
  route({
    ...{ method: 'GET', path: '/signals/:id', tag: 'Looking', who: 'read' },
    summary: 'a signal’s life: decisions, orders, trade',
    params: byId,
    answers: { 200: signalAnswer },
    errors: ['unknown_signal'],
    handle: ({ parts, params }) => {
      const found = parts.service.signal(params.id);
      return found === null ? err(NO_SIGNAL) : answer(found);
    },
  }),
  route({
    ...{ method: 'GET', path: '/events', tag: 'Looking', who: 'read' },
    summary: 'journal records, in order',
    query: eventsQuery,
    answers: { 200: z.array(recordAnswer) },
    errors: [],
    handle: ({ parts, query: { since, limit, type = null, correlation = null, from = null, to = null } }) =>
      answer(parts.service.events({ since, limit, types: type, correlationId: correlation, from, to })),
  }),
  route({
    ...{ method: 'GET', path: '/market/:symbol', tag: 'Looking', who: 'read' },
    summary: 'bid, ask, age and the symbol’s specification',
    params: z.object({ symbol: z.string() }),
    answers: { 200: marketAnswer },
    errors: ['unknown_symbol'],
    handle: ({ parts, params }) => {
      const found = parts.service.market(params.symbol);
      return found === null ? err(problem(404, 'unknown_symbol', 'The terminal does not have this symbol.')) : answer(found);
    },
  }),
];

/** The operator's word on what should happen. */
const verdicts: readonly Route[] = [
  route({
    ...{ method: 'POST', path: '/signals/:id/approve', tag: 'Acting', who: 'operate' },
    summary: 'approved as you saw it',
    params: byId,
    body: verdictBody,
    answers: { 200: verdictAnswer('approved') },
    errors: VERDICT_ERRORS,
    handle: (asked) =>
      about(asked, (signalId) =>
        done(asked, 'signal.approve', { signalId, digest: asked.body.digest }, { status: 'approved', signalId }),
      ),
  }),
  route({
    ...{ method: 'POST', path: '/signals/:id/reject', tag: 'Acting', who: 'operate' },
    summary: 'rejected; a `reason` if you like',
    params: byId,
    body: verdictBody,
    answers: { 200: verdictAnswer('rejected') },
    errors: VERDICT_ERRORS,
    handle: (asked) =>
      about(asked, (signalId) => {
        const { digest: seen, reason = null } = asked.body;
        return done(asked, 'signal.reject', { signalId, digest: seen, reason }, { status: 'rejected', signalId });
      }),
  }),
  route({
    ...{ method: 'POST', path: '/signals/:id/override', tag: 'Acting', who: 'operate' },
    summary: 'a soft refusal set aside',
    params: byId,
    body: z.strictObject({ digest, reason: askedText(3, 500) }),
    answers: { 200: verdictAnswer('overridden') },
    errors: VERDICT_ERRORS,
    handle: (asked) =>
      about(asked, (signalId) => done(asked, 'signal.override', { signalId, ...asked.body }, { status: 'overridden', signalId })),
  }),
];

/** Signals, the journal's records and prices. */
export const signalRoutes: readonly Route[] = [...looks, ...verdicts];
