import { z } from 'zod';
import { acceptedAnswer, doneAnswer, duplicateAnswer, positionPreviewAnswer } from '#shared/api';
import { managementRules } from '#shared/config';
import { askedLevels, type PositionAsk } from '#shared/events';
import { askedText } from '#shared/ipc';
import { askService, done, type Asker } from './ask-service.ts';
import { answer, route, type Route } from './route.ts';

const path = z.object({ ticket: z.string().min(1).max(128) });
const preview = z.boolean().default(false);
const modifyBody = z
  .strictObject({ ...askedLevels.shape, reason: askedText(0, 500).nullable().default(null), preview })
  .refine(({ stopLoss, takeProfit }) => stopLoss !== undefined || takeProfit !== undefined, 'stopLoss or takeProfit is needed');
const closeBody = z
  .strictObject({
    percent: z.number().positive().max(100).optional(),
    lots: z.number().positive().max(10_000).optional(),
    by: z.string().min(1).max(128).optional(),
    foreign: z.boolean().default(false),
    preview,
  })
  .refine(
    ({ percent, lots, by }) => [percent, lots, by].filter((one) => one !== undefined).length < 2,
    'percent, lots or by, one of them',
  );
const price = z.number().positive();
const reverseBody = z
  .strictObject({
    clientId: z.string().min(1).max(128).optional(),
    stopLoss: price,
    takeProfit: price.optional(),
    riskPercent: z.number().positive().max(100).optional(),
    riskMoney: z.number().positive().optional(),
    lots: z.number().positive().max(10_000).optional(),
    foreign: z.boolean().default(false),
    reason: askedText(0, 500).nullable().default(null),
    preview,
  })
  .refine(
    ({ clientId, preview: isPreview }) => isPreview || clientId !== undefined,
    'clientId is needed: it names the reversal for ever',
  );
const manageBody = z.strictObject({
  rules: managementRules.nullable(),
  foreign: z.boolean().default(false),
  reason: askedText(3, 500),
});

/** What is done, or what it would come to. */
const askedOrShown = z.union([doneAnswer('asked'), positionPreviewAnswer]);
const PAGE = ['Positions', 'positions.md#by-hand'] as const;
const ERRORS = ['unknown_position', 'already_asked', 'foreign_position', 'hard_limit', 'no_price', 'no_link'] as const;

/** `/positions/:ticket`: an open position by hand. With `preview: true` nothing is done, and the answer says what it would come to. */
export const positionRoutes: readonly Route[] = [
  route({
    ...{ method: 'POST', path: '/positions/:ticket/modify', tag: 'Acting', who: 'operate', more: PAGE },
    summary: 'stop or target moved',
    params: path,
    body: modifyBody,
    answers: { 200: askedOrShown },
    errors: [...ERRORS, 'stop_loosened', 'bad_level'],
    handle: ({ params: { ticket }, body: { preview: isPreview, reason, ...given }, ...asker }) => {
      const levels = {
        ...(given.stopLoss === undefined ? {} : { stopLoss: given.stopLoss }),
        ...(given.takeProfit === undefined ? {} : { takeProfit: given.takeProfit }),
      };
      return isPreview
        ? shown(asker, { ticket, levels })
        : done(asker, 'position.modify', { ticket, ...levels, reason }, { status: 'asked' });
    },
  }),
  route({
    ...{ method: 'POST', path: '/positions/:ticket/close', tag: 'Acting', who: 'operate', more: PAGE, mayBeSilent: true },
    summary: 'closed: whole, in part, or by an opposite one',
    params: path,
    body: closeBody,
    answers: { 200: askedOrShown },
    errors: [...ERRORS, 'bad_volume', 'not_opposite'],
    handle: ({ params: { ticket }, body: { percent, lots, by, foreign, preview: isPreview }, ...asker }) => {
      const part = percent !== undefined ? { percent } : lots !== undefined ? { lots } : null;
      if (isPreview) return shown(asker, by === undefined ? { ticket, part } : { ticket, by });
      const what = by === undefined ? (part === null ? {} : { part }) : { by };
      const closing = { ticket, ...(foreign ? { foreign } : {}), ...what };
      return done(asker, 'position.close', closing, { status: 'asked' });
    },
  }),
  route({
    ...{ method: 'POST', path: '/positions/:ticket/reverse', tag: 'Acting', who: 'operate', more: PAGE },
    summary: 'closed, then its other side is opened',
    params: path,
    body: reverseBody,
    answers: { 202: acceptedAnswer.omit({ receivedAt: true }), 200: z.union([duplicateAnswer, positionPreviewAnswer]) },
    errors: [...ERRORS, 'entry_refused', 'not_opposite', 'not_flat', 'bad_order'],
    handle: async ({ params: { ticket }, body, ...asker }) => {
      const { stopLoss, takeProfit = null, riskPercent = null, riskMoney, lots: volumeMax = null, ...rest } = body;
      const { clientId = '', foreign, reason, preview: isPreview } = rest;
      const reverse = { stopLoss, takeProfit, riskPercent, volumeMax, ...(riskMoney === undefined ? {} : { riskMoney }) };
      if (isPreview) return shown(asker, { ticket, reverse });
      const turning = { ticket, clientId, ...reverse, ...(foreign ? { foreign } : {}), reason };
      const told = await askService(asker, 'position.reverse', turning);
      if (!told.ok) return told;
      const { isRepeated, ...taken } = told.value;
      return isRepeated
        ? answer({ status: 'duplicate', signalId: taken.signalId })
        : answer({ status: 'accepted', ...taken, traceId: asker.traceId }, 202);
    },
  }),
  route({
    ...{ method: 'POST', path: '/positions/:ticket/manage', tag: 'Acting', who: 'operate' },
    more: ['By rules', 'positions.md#by-rules'],
    summary: 'rules of its own',
    params: path,
    body: manageBody,
    answers: { 200: doneAnswer('managed') },
    errors: ERRORS,
    handle: ({ params: { ticket }, body: { rules, foreign, reason }, ...asker }) =>
      done(asker, 'position.manage', { ticket, rules, ...(foreign ? { foreign } : {}), reason }, { status: 'managed' }),
  }),
];

async function shown(asker: Asker, ask: PositionAsk): ReturnType<typeof done> {
  const told = await askService(asker, 'position.preview', ask);
  return told.ok ? answer({ ...told.value.preview, traceId: asker.traceId }) : told;
}
