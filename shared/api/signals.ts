import { z } from 'zod';
import { closedTrade, epochMs, position, signal, signalSource, signalState, stageDecision, strategyId } from '#shared/domain';
import { approvalCard } from '#shared/events';
import { spokenReason } from './parts.ts';

const held = position.omit({ clientOrderId: true, magic: true }).shape;
/** A position. `foreign`: not opened by this cockpit. */
export const positionAnswer = z.object({
  ...held,
  cid: z.string().nullable().describe('Client id of the order that opened it'),
  signalId: z.string().nullable(),
  foreign: z.boolean(),
  refused: z
    .object({
      at: epochMs,
      what: z.enum(['close', 'close_by', 'modify', 'cancel', 'replace']),
      retcode: z.int(),
      text: z.string(),
    })
    .nullable()
    .optional()
    .describe('What the terminal refused about it last, with the remedy; null once it was asked again. Not with a signal'),
});

const orderAnswer = z.object({
  cid: z.string(),
  state: z.string(),
  retcode: z.int().nullable(),
  requestedAt: epochMs,
  sentAt: epochMs.nullable(),
  resolvedAt: epochMs.nullable(),
  resolvedBy: z.enum(['answer', 'probe', 'history', 'snapshot', 'withheld']).nullable(),
  unknownSince: epochMs.nullable(),
  unknownMs: z.int().nullable(),
  volume: z.number().nullable(),
  filled: z.number().nullable(),
  price: z.number().nullable(),
  magic: z.int().nullable(),
  mode: z.string(),
});

/** One signal's whole life, as `GET /signals/:id` tells it. */
export const signalAnswer = z.object({
  signalId: z.string(),
  traceId: z.string(),
  source: signalSource,
  receivedAt: epochMs,
  signal,
  strategyId,
  state: signalState,
  reason: spokenReason.nullable(),
  digest: z.string().describe('What a verdict is bound to'),
  decisions: z.array(stageDecision),
  approval: z
    .object({
      how: z.string().optional(),
      by: z.string().optional(),
      at: epochMs.optional(),
      reason: z.string().nullable().optional(),
      card: approvalCard.nullable(),
    })
    .optional(),
  orders: z.array(orderAnswer),
  position: positionAnswer.optional(),
  trade: closedTrade.pick({ closedAt: true, exit: true, pnl: true, r: true, reason: true }).optional(),
});
