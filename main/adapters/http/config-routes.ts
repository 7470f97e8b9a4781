import { z } from 'zod';
import { contract } from '#shared/ipc';
import { done } from './ask-service.ts';
import { route, type Route } from './route.ts';

const traced = { traceId: z.string() };
const MORE = ['Configuration', 'http-api.md#the-configuration'] as const;
const CHANGING = ['digest_changed', 'bad_config', 'not_changed', 'not_flat', 'hard_limit', 'already_asked', 'no_setup'] as const;

/** The configuration: looked at, tried and changed. */
export const configRoutes: readonly Route[] = [
  route({
    ...{ method: 'GET', path: '/config', tag: 'Settings', who: 'read', more: MORE },
    summary: 'every key: meaning, unit, for the next start and in force',
    answers: { 200: contract['config.view'].reply.extend(traced) },
    errors: ['no_setup'],
    handle: (asked) => done(asked, 'config.view', {}, {}),
  }),
  route({
    ...{ method: 'POST', path: '/config/validate', tag: 'Settings', who: 'read' },
    summary: 'whether a whole configuration would be taken, and every problem',
    body: contract['config.validate'].request,
    answers: { 200: contract['config.validate'].reply.extend(traced) },
    errors: ['no_setup'],
    handle: ({ body, ...asker }) => done(asker, 'config.validate', body, {}),
  }),
  route({
    ...{ method: 'POST', path: '/config/preview', tag: 'Settings', who: 'read', more: MORE },
    summary: 'what a change would do, when, and what stands against it',
    body: contract['config.preview'].request,
    answers: { 200: contract['config.preview'].reply.extend(traced) },
    errors: ['bad_config', 'no_setup'],
    handle: ({ body, ...asker }) => done(asker, 'config.preview', body, {}),
  }),
  route({
    ...{ method: 'POST', path: '/config/apply', tag: 'Settings', who: 'admin', more: MORE },
    summary: 'a change, recorded and written; `version` is the one that was seen',
    body: contract['config.apply'].request,
    answers: { 200: contract['config.apply'].reply.extend({ status: z.literal('applied'), ...traced }) },
    errors: CHANGING,
    handle: ({ body, ...asker }) => done(asker, 'config.apply', body, { status: 'applied' }),
  }),
  route({
    ...{ method: 'POST', path: '/config/undo', tag: 'Settings', who: 'admin' },
    summary: 'the configuration from before the last change',
    body: contract['config.undo'].request,
    answers: { 200: contract['config.undo'].reply.extend({ status: z.literal('undone'), ...traced }) },
    errors: [...CHANGING, 'nothing_to_undo'],
    handle: ({ body, ...asker }) => done(asker, 'config.undo', body, { status: 'undone' }),
  }),
];
