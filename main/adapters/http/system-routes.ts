import { z } from 'zod';
import { channelsAnswer, chosenAnswer, doneAnswer, previewAnswer, statusAnswer, webhookStatusAnswer } from '#shared/api';
import { previewAsk } from '#shared/events';
import { askedAccount, askedText } from '#shared/ipc';
import { askService, done } from './ask-service.ts';
import { answer, route, type Route } from './route.ts';

const METRICS = 'text/plain; version=0.0.4; charset=utf-8';
const why = askedText(3, 500);
const digest = z.string().length(64).optional().describe('That of the status; absent: whatever is in doubt');

/** The whole system: how it stands, and what an administrator settles. */
export const systemRoutes: readonly Route[] = [
  route({
    ...{ method: 'GET', path: '/system/status', tag: 'Looking', who: 'read' },
    summary: 'mode, trading, journal, terminal, agents, risk, approvals, alarms',
    answers: { 200: statusAnswer },
    errors: [],
    handle: ({ parts }) => answer(parts.service.status()),
  }),
  route({
    ...{ method: 'GET', path: '/webhook/status', tag: 'Looking', who: 'read' },
    summary: 'counts by code and source, and the last 50 turned away',
    answers: { 200: webhookStatusAnswer },
    errors: [],
    handle: ({ parts }) => answer(parts.service.webhookStatus()),
  }),
  route({
    ...{
      method: 'GET',
      path: '/metrics',
      tag: 'Looking',
      who: 'read',
      media: 'text/plain',
      more: ['Monitoring', 'monitoring.md'],
    },
    summary: 'Prometheus text',
    answers: { 200: z.string() },
    errors: [],
    handle: async ({ parts }) => ({ ok: true, value: { status: 200, body: await parts.service.metrics(), type: METRICS } }),
  }),
  route({
    ...{ method: 'POST', path: '/risk/preview', tag: 'Looking', who: 'read' },
    summary: 'what an order would come to now; nothing is sent',
    body: previewAsk,
    answers: { 200: previewAnswer },
    errors: ['unknown_symbol', 'unknown_strategy'],
    handle: async ({ body, ...asker }) => {
      const told = await askService(asker, 'risk.preview', body);
      return told.ok ? answer({ ...told.value.preview, traceId: asker.traceId }) : told;
    },
  }),
  route({
    ...{ method: 'POST', path: '/system/channels/test', tag: 'Acting', who: 'operate' },
    more: ['Notifications', 'notifications.md'],
    summary: 'a message to every notification channel, and which arrived',
    answers: { 200: channelsAnswer },
    errors: [],
    handle: async ({ parts, actor, traceId }) => answer({ channels: await parts.service.testChannels(actor), traceId }),
  }),
  route({
    ...{ method: 'POST', path: '/system/account', tag: 'Acting', who: 'admin' },
    more: ['Several accounts', 'metatrader.md#several-accounts'],
    summary: 'another account is traded',
    body: z.strictObject({ typed: z.literal('CHOOSE'), ...askedAccount.shape, reason: why }),
    answers: { 200: chosenAnswer },
    errors: ['not_flat', 'not_choosable', 'not_changed', 'one_account', 'account_busy', 'no_link', 'hard_limit'],
    handle: ({ body, ...asker }) => done(asker, 'account.choose', body, { status: 'chosen' }),
  }),
  route({
    ...{ method: 'POST', path: '/system/adopt-journal', tag: 'Acting', who: 'admin' },
    more: ['Journal at rest', 'safety.md#the-journal-at-rest'],
    summary: 'goes on from a changed journal, halted',
    body: z.strictObject({ typed: z.literal('ADOPT'), reason: why }),
    answers: { 200: doneAnswer('adopted') },
    errors: ['no_doubt', 'journal_unreadable'],
    handle: ({ body, ...asker }) => done(asker, 'journal.adopt', body, { status: 'adopted' }),
  }),
  route({
    ...{ method: 'POST', path: '/system/clock/confirm', tag: 'Acting', who: 'admin', more: ['Time', 'safety.md#time'] },
    summary: 'the PC’s clock is right, against all that speaks against it',
    body: z.strictObject({ typed: z.literal('CONFIRM'), reason: why, digest }),
    answers: { 200: doneAnswer('confirmed') },
    errors: ['no_doubt', 'not_changed', 'digest_changed', 'clock_wrong'],
    handle: ({ body: { digest: shown, ...rest }, ...asker }) =>
      done(asker, 'clock.confirm', shown === undefined ? rest : { ...rest, digest: shown }, { status: 'confirmed' }),
  }),
];
