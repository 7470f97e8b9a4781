import { z } from 'zod';
import { config, RECOVERY_COMPONENTS, recoveryAction, rulebookChoice } from '#shared/config';
import {
  apiToken,
  accountName,
  agentId,
  alarm,
  balanceOperation,
  breaker,
  closedTrade,
  effectClass,
  epochMs,
  newsEvent,
  pendingTerms,
  quote,
  reason,
  recorded,
  side,
  signal,
  signalSource,
  source,
  sourceId,
  signalState,
  stageDecision,
  stopScope,
  strategyId,
  tradingState,
  type FaultCode,
  type ProblemCode,
} from '#shared/domain';
import { configChanges } from './config-change.ts';
import { certificate } from './certificate.ts';
import { positionDecisions } from './position-decisions.ts';
import { currencyExposure, roomView } from './room-view.ts';
import { orderDecisions } from './order-decisions.ts';
import { restingDecisions } from './resting-decisions.ts';
import { widened } from './widened.ts';
import { ends, excerpt } from './excerpt.ts';

const recoveryComponent = z.enum(RECOVERY_COMPONENTS);
const id = z.string().min(1).max(128);
const words = z.string().max(500);
const money = z.number();

/** What trailing floors hang from. */
const peaks = z.object({
  resetBalance: money,
  equity: money,
  /** The highest equity of the day, without what was paid in or out in it: where a day's floor follows it. */
  dayEquity: money.optional(),
});

/** A dry run of U1 to U3, bound to the quote it saw. `digest` covers every other field. */
export const approvalCard = z.object({
  signalId: id,
  traceId: z.string(),
  symbol: z.string(),
  side,
  strategyId,
  mode: z.enum(['confirm', 'veto']),
  lots: z.number().positive(),
  entry: z.number(),
  stopLoss: z.number(),
  takeProfit: z.number().nullable(),
  /** It will wait at the broker for its price; absent: it is made at the market. */
  pending: pendingTerms.optional(),
  rr: z.number(),
  score: z.number().nullable(),
  probability: z.number().nullable(),
  binding: z.string(),
  /** Worst loss of this order at its stop: stop distance, commission, slippage. Account currency. */
  loss: z.object({ stop: money, commission: money, slippage: money, total: money, pctOfBalance: z.number() }),
  before: roomView,
  after: z.object({ dayRoom: money, totalRoom: money, openRisk: money }),
  /** What crossing the spread costs at once, and what the order does to the currencies of its symbol. */
  spreadCost: money.optional(),
  exposure: z.array(currencyExposure).max(4).optional(),
  /** Quote the dry run saw, and how far the entry price may move before the card no longer holds. */
  quote,
  bandPoints: z.number().nonnegative(),
  askedAt: epochMs,
  expiresAt: epochMs,
  /** The soft rules that failed and that approving would override; empty on an ordinary card. */
  overrides: z.array(z.string()),
  digest: z.string(),
});
export type ApprovalCard = z.infer<typeof approvalCard>;

const heldView = z.object({
  volume: z.number(),
  stopLoss: z.number().nullable(),
  takeProfit: z.number().nullable(),
  entry: z.number(),
});
/** One difference between what the terminal holds and what our ledger says, with both sides of it; null where one has nothing. */
export const driftItem = z.object({
  kind: z.enum(['missing_at_terminal', 'unknown_to_ledger', 'different']),
  ticket: z.string(),
  text: z.string(),
  symbol: z.string().optional(),
  ledger: heldView.nullable().optional(),
  terminal: heldView.nullable().optional(),
  /** What taking the terminal's word does to the ledger. */
  adopting: z.string().optional(),
});
export type DriftItem = z.infer<typeof driftItem>;

/** Decisions: what the engine concluded. Each follows from the state and the input that begins its turn. */
export const decisions = {
  'signal.accepted': z.object({ signal, traceId: z.string(), fingerprint: z.string(), strategyId, receivedAt: epochMs }),
  'signal.duplicate': z.object({ signalId: id, fingerprint: z.string(), source: z.string() }),
  /** `excerpt`: the beginning of what was sent, where it was not understood. */
  'signal.refused': z.object({
    code: recorded<ProblemCode>(),
    text: words,
    source: signalSource,
    signalId: z.string().nullable(),
    excerpt: excerpt.optional(),
    /** It was to end a trade. */
    ends: ends.optional(),
  }),
  'stage.decided': z.object({ signalId: id, decision: stageDecision }),
  'signal.moved': z.object({ signalId: id, state: signalState, reason: reason.nullable() }),
  'approval.requested': z.object({ card: approvalCard }),
  'approval.resolved': z.object({
    signalId: id,
    how: z.enum(['approved', 'rejected', 'expired', 'unvetoed', 'overridden', 'withdrawn']),
    by: z.string(),
    reason: words.nullable(),
  }),
  ...orderDecisions,
  ...restingDecisions,
  ...positionDecisions,
  'position.closed': z.object({ trade: closedTrade }),
  /**
   * Money was posted after the close: the trade's result as it is now, and by how much it changed. Account currency. `closedAt` says
   * which one, where a position was more than one trade; `volume` and `exit` where more lots were in it than the close was told of.
   */
  'trade.corrected': z.object({
    ticket: z.string(),
    closedAt: epochMs.optional(),
    pnl: money,
    r: z.number().nullable(),
    by: money,
    volume: closedTrade.shape.volume.optional(),
    exit: closedTrade.shape.exit.optional(),
  }),
  /** The trader adopted a drift: the ledger lets go of a position that the terminal says it does not have. What it earned stays unknown. */
  'position.dropped': z.object({ ticket: z.string(), signalId: z.string().nullable(), reason: words }),
  'breaker.moved': z.object({ agent: agentId, effect: effectClass, breaker, why: words }),
  /** `code` names the cause where a program may want to tell it from others. */
  'trading.changed': z.object({
    to: tradingState,
    reason: words,
    actor: z.string(),
    certificateId: z.string().nullable(),
    code: z.string().max(60).optional(),
  }),
  /** The operator goes on from the journal as it is, in spite of what was found. */
  'journal.adopted': z.object({ code: z.string().max(60), text: words, by: z.string(), reason: words }),
  'stop.progressed': z.object({ certificate }),
  'stop.latched': z.object({ scope: stopScope, reason: words, actor: z.string(), certificateId: id }),
  'stop.lifted': z.object({ scope: stopScope, by: z.string(), reason: words }),
  'drift.changed': z.object({ items: z.array(driftItem).max(200) }),
  /** `balance` is what the day is measured from; `peaks` what trailing floors hang from; `guess`: why it is one. */
  'day.anchored': z.object({
    anchorAt: epochMs,
    resetsAt: epochMs,
    balance: money,
    peaks: peaks.optional(),
    guess: words.optional(),
  }),
  /** A deposit, a withdrawal or a charge was seen. `isOld`: it was there before the first look, so it moves nothing. */
  'balance.operated': z.object({ operation: balanceOperation, isOld: z.boolean() }),
  /** An event that the trader notes by hand, and its removal. */
  'news.noted': z.object({ id, event: newsEvent }),
  'news.dropped': z.object({ id }),
  /** Who may ask over HTTP from now on, and no longer. */
  'token.issued': z.object({ token: apiToken }),
  'token.revoked': z.object({ id, name: z.string(), by: z.string() }),
  /** The configuration's file is changed, from the next start on or at once. */
  'config.changed': configChanges.extend({ by: z.string() }),
  /** Something a person did that leaves no other record. */
  'act.noted': z.object({ what: z.string().max(64), by: z.string(), detail: words }),
  /** From now on these rules are in force. */
  'rulebook.chosen': z.object({ rulebook: rulebookChoice, by: z.string(), reason: words }),
  /** From now on this account is traded, and what was counted of `from` is put aside; `from` null: none had come yet. */
  'account.chosen': z.object({ ...accountName.shape, from: accountName.nullable(), by: z.string(), reason: words }),
  /**
   * The configuration of a new run asks for more than was in force: this one is in force until nothing is open. And then the one
   * that was asked for.
   */
  'limits.kept': z.object({ config, widened: z.array(widened).min(1).max(300) }),
  'limits.taken': z.object({ config }),
  /** Only where the total floor follows the equity within the day. */
  'peaks.raised': z.object({ peaks }),
  /** The trader vouched for the PC's clock. */
  'clock.confirmed': z.object({ by: z.string(), reason: words }),
  'block.raised': z.object({ block: z.string(), reason }),
  'block.lifted': z.object({ block: z.string(), by: z.string(), reason: words }),
  'strategy.adjusted': z.object({
    strategyId,
    riskFactor: z.number().positive().max(1),
    riskOn: z.boolean(),
    text: words,
    proposal: z.number().nullable(),
  }),
  /** From now on these rules hold for a source; `isNew`: it was not there before. */
  'source.set': z.object({ source, isNew: z.boolean(), by: z.string(), reason: words.nullable() }),
  /** A source is there no longer. What came from it stays on record under its id. */
  'source.removed': z.object({ id: sourceId, name: words, by: z.string(), reason: words.nullable() }),
  /** The secret of a source was changed; the one before is good until then (null: no longer). */
  'source.rotated': z.object({ id: sourceId, overlapUntil: epochMs.nullable(), by: z.string() }),
  'approvals.mode_set': z.object({ mode: z.enum(['confirm', 'veto', 'auto']), by: z.string() }),
  /** A fault is being answered: the first step follows in the same turn. `subject` is an agent, or an order's client id. */
  'recovery.began': z.object({
    id,
    component: recoveryComponent,
    agent: agentId,
    subject: id,
    kind: recorded<FaultCode>(),
    severity: z.enum(['low', 'medium', 'high', 'critical']),
    detail: words,
  }),
  /** One step of it. `none`: nothing may be done now, and why. */
  'recovery.acted': z.object({
    id,
    action: z.union([recoveryAction, z.literal('none')]),
    step: z.int().nonnegative(),
    attempt: z.int().positive(),
    dueAt: epochMs,
    text: words,
  }),
  /** Its end: only ever because health was verified, by `verifiedBy`. */
  'recovery.ended': z.object({ id, how: z.literal('recovered'), verifiedBy: z.string().max(40), ms: z.number().nonnegative() }),
  'recovery.escalated': z.object({ text: words }),
  /** `isUpdate`: it stands already, and its rows changed without a new one. */
  'alarm.raised': z.object({ alarm, isUpdate: z.literal(true).optional() }),
  'alarm.acknowledged': z.object({ alarmId: id, by: z.string() }),
  'alarm.shelved': z.object({ alarmId: id, untilMs: epochMs, by: z.string(), reason: words }),
  'alarm.cleared': z.object({ alarmId: id }),
} as const;
