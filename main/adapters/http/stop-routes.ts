import { z } from 'zod';
import { certificateAnswer, certificateLine, doneAnswer, drillAnswer, haltedAnswer } from '#shared/api';
import { askedScope, askedText } from '#shared/ipc';
import { err } from '#shared/lib';
import { certificateFile, certificateText } from '#shared/projection';
import { askService, done } from './ask-service.ts';
import { problem } from './problem.ts';
import { answer, route, type Route } from './route.ts';

const TEXT = 'text/plain; charset=utf-8';
const ID_MAX = 128;
const UNKNOWN = problem(404, 'unknown_certificate', 'There is no stop certificate with this id.');
const SAFETY = ['Safety', 'safety.md'] as const;
const why = askedText(3, 500);
const stopBody = z.strictObject({
  reason: askedText(1, 200),
  flatten: z.boolean().default(false).describe('Close what is open'),
  scope: askedScope.optional().describe('Absent: the account'),
});

/** The emergency stop, what it left behind, and what leads away from it. */
export const stopRoutes: readonly Route[] = [
  route({
    ...{ method: 'POST', path: '/system/emergency-stop', tag: 'Acting', who: 'operate', more: SAFETY },
    summary: 'account, symbol or strategy stopped, durably',
    body: stopBody,
    answers: { 200: haltedAnswer },
    errors: ['unknown_strategy'],
    handle: ({ body, ...asker }) => done(asker, 'trading.halt', body, { status: 'halted' }),
  }),
  route({
    ...{ method: 'POST', path: '/system/resume', tag: 'Acting', who: 'operate' },
    summary: 'trading is active again, or 409 with what still forbids it',
    body: z.strictObject({ typed: z.literal('RESUME'), reason: why }),
    answers: { 200: doneAnswer('active') },
    errors: ['resume_refused', 'stop_unfinished', 'clock_wrong', 'untrusted'],
    handle: async ({ body, ...asker }) => {
      const resumed = await done(asker, 'trading.resume', body, { status: 'active' });
      return resumed.ok ? resumed : err({ reasons: [resumed.error.detail], ...resumed.error });
    },
  }),
  route({
    ...{ method: 'POST', path: '/system/lift-stop', tag: 'Acting', who: 'operate' },
    summary: 'a symbol or strategy trades again',
    body: z.strictObject({ typed: z.literal('LIFT'), reason: why, scope: askedScope }),
    answers: { 200: doneAnswer('lifted') },
    errors: ['not_stopped', 'stop_unfinished', 'unknown_strategy'],
    handle: ({ body, ...asker }) => done(asker, 'stop.lift', body, { status: 'lifted' }),
  }),
  route({
    ...{ method: 'POST', path: '/system/stop-drill', tag: 'Acting', who: 'operate', mayBeSilent: true },
    summary: 'the stop rehearsed on a copy of the account, with times',
    body: z.strictObject({}),
    answers: { 200: drillAnswer },
    errors: ['drill_under_way', 'no_rehearsal'],
    handle: (asker) => done(asker, 'stop.drill', {}, {}),
  }),
  route({
    ...{ method: 'GET', path: '/stop-certificates', tag: 'Looking', who: 'read' },
    summary: 'every stop, newest first',
    answers: { 200: z.array(certificateLine) },
    errors: [],
    handle: ({ parts }) => answer(parts.service.certificates()),
  }),
  route({
    ...{ method: 'GET', path: '/stop-certificates/:id', tag: 'Looking', who: 'read' },
    summary: 'one certificate with its signature; `?format=text` to print',
    params: z.object({ id: z.string() }),
    query: z.object({ format: z.string().optional().describe('`text`: as plain text') }),
    answers: { 200: certificateAnswer },
    errors: ['unknown_certificate', 'not_found'],
    handle: async ({ params: { id }, query, ...asker }) => {
      if (id.length > ID_MAX) return err(UNKNOWN);
      const found = await askService(asker, 'certificate.get', { id });
      if (!found.ok) return found;
      const { certificate, signature, mode } = found.value;
      if (query.format === 'text')
        return { ok: true, value: { status: 200, body: certificateText(certificate, mode, signature), type: TEXT } };
      return answer(certificateFile(certificate, signature));
    },
  }),
];
