import { z } from 'zod';
import { deliveryFate, source, sourceChange, sourceId } from '#shared/domain';
import { askedText, contract } from '#shared/ipc';
import { ok } from '#shared/lib';
import { askService, done } from './ask-service.ts';
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

const byId = z.object({ id: sourceId });
const byNumber = z.object({ id: queryWhole(1, Number.MAX_SAFE_INTEGER) });
const reason = askedText(0, 500).nullable().default(null);
const { shape: rotation } = contract['source.rotate'].request;
const { shape: trial } = contract['source.test'].request;
const SETTING = ['bad_source', 'unknown_strategy', 'not_changed'] as const;

/** Setting sources up. */
const settings: readonly Route[] = [
  route({
    ...{ method: 'POST', path: '/sources', tag: 'Settings', who: 'admin' },
    summary: 'a further source; its secret is drawn',
    more: ['Sources', 'sources.md'],
    body: z.strictObject({ source, reason }),
    answers: { 201: contract['source.add'].reply.extend(traced) },
    errors: SETTING,
    handle: async (asked) => created(await done(asked, 'source.add', asked.body, {})),
  }),
  route({
    ...{ method: 'PATCH', path: '/sources/:id', tag: 'Settings', who: 'admin' },
    summary: 'other rules for a source, in force at once; what is left out stays',
    more: ['Sources', 'sources.md'],
    params: byId,
    body: z.strictObject({ change: sourceChange, reason }),
    answers: { 200: contract['source.change'].reply.extend(traced) },
    errors: ['unknown_source', ...SETTING],
    handle: (asked) => done(asked, 'source.change', { id: asked.params.id, ...asked.body }, {}),
  }),
  route({
    ...{ method: 'DELETE', path: '/sources/:id', tag: 'Settings', who: 'admin' },
    summary: 'a source that is there no longer, with its secret; what is open from it stays as it is',
    params: byId,
    answers: { 200: contract['source.remove'].reply.extend(traced) },
    errors: ['unknown_source', 'bad_source'],
    handle: (asked) => done(asked, 'source.remove', { id: asked.params.id, reason: null }, {}),
  }),
  route({
    ...{ method: 'POST', path: '/sources/:id/rotate', tag: 'Settings', who: 'admin' },
    summary: 'another secret; the one before stays good for `overlapMinutes` (60)',
    params: byId,
    body: z.strictObject({ overlapMinutes: rotation.overlapMinutes }),
    mayBeSilent: true,
    answers: { 200: contract['source.rotate'].reply.extend(traced) },
    errors: ['unknown_source', 'no_setup', 'setup_failed'],
    handle: (asked) => done(asked, 'source.rotate', { id: asked.params.id, ...asked.body }, {}),
  }),
  route({
    ...{ method: 'GET', path: '/sources/:id/secret', tag: 'Settings', who: 'admin' },
    summary: 'the secret of a source and its address with it',
    params: byId,
    answers: { 200: contract['source.secret'].reply.extend(traced) },
    errors: ['unknown_source'],
    handle: (asked) => done(asked, 'source.secret', asked.params, {}),
  }),
  route({
    ...{ method: 'POST', path: '/sources/:id/test', tag: 'Settings', who: 'operate' },
    summary: 'a test through its door: each station, and what it would come to; never traded',
    params: byId,
    body: z.strictObject({ address: trial.address, body: trial.body }),
    mayBeSilent: true,
    answers: { 200: contract['source.test'].reply.extend(traced) },
    errors: ['unknown_source', 'no_setup', 'no_price', 'setup_failed'],
    handle: (asked) => done(asked, 'source.test', { id: asked.params.id, ...asked.body }, {}),
  }),
];

const created = (told: Awaited<ReturnType<typeof done>>): typeof told =>
  told.ok ? { ...told, value: { ...told.value, status: 201 } } : told;

/** Where signals come from, and what came. */
export const sourceRoutes: readonly Route[] = [
  ...settings,
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
  route({
    ...{ method: 'POST', path: '/deliveries/:id/judge', tag: 'Looking', who: 'read' },
    summary: 'a delivery judged again as a test, or a mended `body` in its place; never traded',
    params: byNumber,
    body: z.strictObject({ body: contract['delivery.judge'].request.shape.body }),
    mayBeSilent: true,
    answers: { 200: contract['delivery.judge'].reply.extend(traced) },
    errors: ['unknown_delivery', 'not_found'],
    handle: (asked) => done(asked, 'delivery.judge', { id: asked.params.id, ...asked.body }, {}),
  }),
  route({
    ...{ method: 'GET', path: '/deliveries/export', tag: 'Looking', who: 'read' },
    summary: 'the same as JSON lines, the newest 500 or those before an id',
    media: 'application/x-ndjson',
    query: deliveriesQuery,
    answers: { 200: z.string() },
    errors: [],
    handle: async (asked) => {
      const found = await askService(asked, 'delivery.list', asked.query);
      if (!found.ok) return found;
      const lines = found.value.deliveries.map((one) => `${JSON.stringify(one)}\n`).join('');
      return ok({ status: 200, body: lines, type: 'application/x-ndjson; charset=utf-8' });
    },
  }),
];
