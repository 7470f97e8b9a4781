import { z } from 'zod';
import { doneAnswer, issuedAnswer, shutdownAnswer, tokensAnswer } from '#shared/api';
import { contract } from '#shared/ipc';
import { done } from './ask-service.ts';
import { answer, route, type Route } from './route.ts';

const ROLES = ['Roles', 'http-api.md#roles-and-tokens'] as const;

/** Who may ask, and the end of the cockpit. */
export const tokenRoutes: readonly Route[] = [
  route({
    ...{ method: 'GET', path: '/tokens', tag: 'Settings', who: 'admin' },
    summary: 'the named tokens, without the tokens themselves',
    answers: { 200: tokensAnswer },
    errors: [],
    handle: ({ parts }) => answer(parts.service.tokens()),
  }),
  route({
    ...{ method: 'POST', path: '/tokens', tag: 'Settings', who: 'admin', more: ROLES },
    summary: 'a new token, shown this once',
    body: contract['token.issue'].request,
    answers: { 201: issuedAnswer },
    errors: ['name_taken', 'too_many_tokens', 'no_setup'],
    handle: async ({ body, ...asker }) => {
      const issued = await done(asker, 'token.issue', body, { status: 'issued' });
      return issued.ok ? answer(issued.value.body, 201) : issued;
    },
  }),
  route({
    ...{ method: 'DELETE', path: '/tokens/:id', tag: 'Settings', who: 'admin' },
    summary: 'a token that opens nothing any more',
    params: z.object({ id: z.string().min(1).max(128) }),
    answers: { 200: doneAnswer('revoked') },
    errors: ['unknown_token'],
    handle: ({ params, ...asker }) => done(asker, 'token.revoke', params, { status: 'revoked' }),
  }),
  route({
    ...{ method: 'POST', path: '/system/shutdown', tag: 'Acting', who: 'admin' },
    summary: 'the run is sealed and the cockpit ends; tells what stays open',
    body: contract['system.shutdown'].request,
    answers: { 202: shutdownAnswer },
    errors: ['no_shutdown'],
    handle: async ({ body, ...asker }) => {
      const ending = await done(asker, 'system.shutdown', body, { status: 'shutting_down' });
      return ending.ok ? answer(ending.value.body, 202) : ending;
    },
  }),
];
