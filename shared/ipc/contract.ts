import { z } from 'zod';
import { managementRules, rulebookChoice } from '#shared/config';
import {
  agentId,
  approvalMode,
  brokerTest,
  effectClass,
  newsEvent,
  role,
  runMode,
  source,
  sourceChange,
  sourceId,
  strategyId,
  tokenName,
  type RefusalCode,
} from '#shared/domain';
import {
  askedLevels,
  askedTerms,
  certificate,
  closedPart,
  drill,
  positionAsk,
  positionPreview,
  preview,
  orderAsk,
  previewAsk,
  reverseAsk,
  type JournalRecord,
} from '#shared/events';
import type { Result } from '#shared/lib';
import { askedAccount, askedScope, askedSymbol, askedText } from './asked.ts';
import type { CommandName } from './channels.ts';
import { configContract } from './config-contract.ts';
import { connectContract } from './connect-contract.ts';
import { doorTest } from './door-test.ts';
import { hostContract } from './host-contract.ts';
import { startContract } from './start-contract.ts';
import { updateContract } from './update-contract.ts';
import { alarmContract } from './alarm-contract.ts';
import { exposureContract } from './exposure-contract.ts';
import { journalContract } from './journal-contract.ts';
import { pastContract } from './past-contract.ts';
import { replayContract } from './replay-contract.ts';
import { rerunContract } from './rerun-contract.ts';
import { verifyContract } from './verify-contract.ts';
import { chartAsk, marketChart } from './market-chart.ts';
import { equityPoint, liveFrame, type LiveFrame } from './live.ts';
import { askedDeliveries, deliveryJudgement, foundDeliveries, sourceView } from './sources.ts';

type Command = { readonly request: z.ZodType; readonly reply: z.ZodType };

const id = z.string().min(1).max(128);
const digest = z.string().length(64);
const why = askedText(3, 500);
const remark = askedText(0, 500).nullable();
/** `seq` of the record that made the act durable: the window waits for the feed to reach it. */
const done = z.object({ seq: z.int() });
/** The same, and why it could not be kept for the next start. */
const kept = z.object({ seq: z.int(), problem: z.string().nullable() });
/** Records travel as they were journaled; they were checked when they were written. */
const records = z.array(z.custom<JournalRecord>((value) => typeof value === 'object' && value !== null)).max(1_000);

/** A MetaTrader data folder on this PC. */
export const foundTerminal = z.object({
  id,
  folder: z.string(),
  origin: z.string(),
  ea: z.enum(['absent', 'current', 'other']),
  /** Of the Expert Advisor that lies there, as its source says; null: there is none, or it does not say. */
  version: z.string().max(20).nullable(),
});
export type FoundTerminal = z.infer<typeof foundTerminal>;

/** The whole surface between the trader's screen and the engine. A name missing here does not compile. */
export const contract = {
  /** `state` is a packed projection (shared/projection `unpackCockpit`). */
  'cockpit.hello': {
    request: z.strictObject({}),
    reply: z.object({ state: z.unknown(), live: liveFrame, equity: z.array(equityPoint).max(3_000) }),
  },
  'feed.since': { request: z.strictObject({ seq: z.int().nonnegative(), limit: z.int().min(1).max(1_000) }), reply: records },
  ...journalContract,
  ...alarmContract,
  ...exposureContract,
  'signal.approve': { request: z.strictObject({ signalId: id, digest }), reply: done },
  'signal.reject': { request: z.strictObject({ signalId: id, digest, reason: remark }), reply: done },
  'signal.override': { request: z.strictObject({ signalId: id, digest, reason: why }), reply: done },
  'trading.halt': {
    /** Without a scope it is the account's. */
    request: z.strictObject({ reason: askedText(1, 200), flatten: z.boolean(), scope: askedScope.optional() }),
    reply: z.object({ certificateId: id, latchedAt: z.int() }),
  },
  /** Lets a symbol or a strategy trade again whose stop has ended. */
  'stop.lift': { request: z.strictObject({ scope: askedScope, typed: z.literal('LIFT'), reason: why }), reply: done },
  /** Rehearses the stop on a copy of the account. Answers when it is over, some seconds later at most. */
  'stop.drill': { request: z.strictObject({}), reply: z.object({ drill }) },
  /** Trades the smallest volume once, in and out, on a demo or paper account. Answers when it is over, minutes later at most. */
  'broker.test': { request: z.strictObject({ symbol: askedSymbol }), reply: z.object({ test: brokerTest }) },
  /** What an order would come to now. Nothing is decided, sent or recorded. */
  'risk.preview': { request: previewAsk, reply: z.object({ preview }) },
  'trading.resume': { request: z.strictObject({ typed: z.literal('RESUME'), reason: why }), reply: done },
  /** An order by hand: it passes the same gate as a signal, and is the signal of this id from then on. */
  'order.place': { request: orderAsk, reply: z.object({ signalId: id, isRepeated: z.boolean() }) },
  /** A pending order of ours, by its client id, its number at the broker or its signal. */
  'order.cancel': { request: z.strictObject({ order: id }), reply: done },
  'order.replace': { request: z.strictObject({ order: id, ...askedTerms.shape }), reply: done },
  /**
   * A position that is not ours is closed only when `foreign` says that this is known. `by`: against this opposite position of its
   * symbol, on a hedging account.
   */
  'position.close': {
    request: z.strictObject({ ticket: id, foreign: z.boolean().optional(), part: closedPart.optional(), by: id.optional() }),
    reply: done,
  },
  /** Moves stop or target; a level that is left out stays. */
  'position.modify': { request: z.strictObject({ ticket: id, ...askedLevels.shape, reason: remark.default(null) }), reply: done },
  /** Rules of its own for a position (null: those of its strategy); `foreign` takes one over that is not ours. */
  'position.manage': {
    request: z.strictObject({ ticket: id, rules: managementRules.nullable(), foreign: z.boolean().optional(), reason: why }),
    reply: done,
  },
  /**
   * Turns a position round: it is closed, and once that is known an order on its other side passes the gate, whose signal has the
   * client id. Refused before anything is closed where the gate would refuse it.
   */
  'position.reverse': {
    request: reverseAsk.extend({ reason: remark.default(null) }).strict(),
    reply: z.object({ signalId: id, isRepeated: z.boolean() }),
  },
  /** What a change of an open position would come to now. Nothing is decided, sent or recorded. */
  'position.preview': { request: positionAsk, reply: z.object({ preview: positionPreview }) },
  /** Candles of a symbol as the detector has them, and what it sees in them. */
  'market.chart': { request: chartAsk, reply: marketChart },
  'approvals.set-mode': { request: z.strictObject({ mode: approvalMode, reason: remark }), reply: done },
  'alarm.acknowledge': { request: z.strictObject({ alarmId: id }), reply: done },
  'alarm.shelve': { request: z.strictObject({ alarmId: id, minutes: z.int().min(1).max(480), reason: why }), reply: done },
  'breaker.isolate': { request: z.strictObject({ agent: agentId, effect: effectClass, reason: why }), reply: done },
  'breaker.reset': { request: z.strictObject({ agent: agentId, effect: effectClass, reason: why }), reply: done },
  'block.rearm': { request: z.strictObject({ block: id, reason: why }), reply: done },
  /** A larger risk that feedback proposed: not now. */
  'proposal.decline': { request: z.strictObject({ strategyId, reason: why }), reply: done },
  'drift.adopt': { request: z.strictObject({ digest, reason: why }), reply: done },
  /** Goes on from a journal that is not what it was. */
  'journal.adopt': { request: z.strictObject({ typed: z.literal('ADOPT'), reason: why }), reply: done },
  /** The trader vouches for the PC's clock; without a digest, whatever is in doubt. */
  'clock.confirm': {
    request: z.strictObject({ typed: z.literal('CONFIRM'), digest: digest.optional(), reason: why }),
    reply: done,
  },
  /** An event that no calendar of ours has; entries keep away from it as from any other. */
  'news.note': { request: z.strictObject({ event: newsEvent }), reply: done },
  'news.drop': { request: z.strictObject({ id }), reply: done },
  /** Other rules, in force at once and kept in the configuration file; `problem` says why they could not be kept. */
  'rulebook.choose': {
    request: z.strictObject({ rulebook: rulebookChoice, reason: why }),
    reply: z.object({ seq: z.int(), problem: z.string().nullable() }),
  },
  /** Another account is traded in the place of the one that is pinned; `problem` says why it could not be kept for the next start. */
  'account.choose': {
    request: z.strictObject({ typed: z.literal('CHOOSE'), ...askedAccount.shape, reason: why }),
    reply: z.object({ seq: z.int(), problem: z.string().nullable() }),
  },
  'certificate.get': { request: z.strictObject({ id }), reply: z.object({ certificate, signature: z.string(), mode: runMode }) },
  /** One into a JSON file in the data folder, which `verify --certificate` checks. `problem`: why it could not be shown there. */
  'certificate.save': { request: z.strictObject({ id }), reply: z.object({ file: z.string(), problem: z.string().nullable() }) },
  /** MetaTrader's data folders on this PC, and whether the Expert Advisor is in them. */
  'ea.find': { request: z.strictObject({}), reply: z.object({ terminals: z.array(foundTerminal).max(100) }) },
  /** Copies the Expert Advisor into one of those; no path is ever given from outside. */
  'ea.install': { request: z.strictObject({ id }), reply: z.object({ path: z.string(), backup: z.string().nullable() }) },
  /** Puts the bridge's token on the clipboard; it is shown nowhere. */
  'bridge.copy-token': { request: z.strictObject({}), reply: z.object({}) },
  /** What one of our symbols is called at this broker: kept for its server. */
  'symbol.confirm': {
    request: z.strictObject({ symbol: askedSymbol, broker: z.string().min(1).max(64) }),
    reply: z.object({}),
  },
  /** Where signals come from: every source with its rules, its ways in and how it does. No secret is in it. */
  'source.list': { request: z.strictObject({}), reply: z.object({ sources: z.array(sourceView).max(300) }) },
  /** A further source; its secret is drawn. `problem` says what could not be kept for the next start. */
  'source.add': { request: z.strictObject({ source, reason: remark.default(null) }), reply: kept },
  /** Other rules for a source, in force at once; what is left out stays. */
  'source.change': {
    request: z.strictObject({ id: sourceId, change: sourceChange, reason: remark.default(null) }),
    reply: kept,
  },
  /** Takes a source away with its secret: its address answers nobody any more. What is open from it stays as it is. */
  'source.remove': { request: z.strictObject({ id: sourceId, reason: remark.default(null) }), reply: kept },
  /** Another secret for a source; the one before stays good for so many minutes. */
  'source.rotate': {
    request: z.strictObject({ id: sourceId, overlapMinutes: z.int().min(0).max(10_080).default(60) }),
    reply: z.object({ seq: z.int(), previousUntil: z.int().nullable() }),
  },
  /** A source's secret and the path of its address with it, for the trader to copy: shown only when asked for, never recorded. */
  'source.secret': { request: z.strictObject({ id: sourceId }), reply: z.object({ secret: z.string(), path: z.string() }) },
  /** Sends a test through the door of a source, from this PC or by a public address. Nothing is traded. `body` null: one is written. */
  'source.test': {
    request: z.strictObject({
      id: sourceId,
      address: askedText(1, 300).nullable().default(null),
      body: z.string().min(1).max(8_192).nullable().default(null),
    }),
    reply: z.object({ test: doorTest, body: z.string() }),
  },
  /** Judges a delivery again, or a mended body in its place, as a test: nothing of it is recorded or traded. */
  'delivery.judge': {
    request: z.strictObject({ id: z.int().positive(), body: z.string().min(1).max(8_192).nullable().default(null) }),
    reply: deliveryJudgement,
  },
  /** What was delivered, newest first, each as it came and with what was made of it. */
  'delivery.list': { request: askedDeliveries, reply: foundDeliveries },
  ...connectContract,
  ...configContract,
  ...hostContract,
  ...updateContract,
  ...startContract,
  ...pastContract,
  ...rerunContract,
  ...verifyContract,
  ...replayContract,
  /** Another token for the HTTP API: the answer shows it, once. */
  'token.issue': {
    request: z.strictObject({ name: tokenName, role, days: z.int().min(1).max(366).default(90) }),
    reply: z.object({ seq: z.int(), id, token: z.string(), name: tokenName, role, expiresAt: z.int() }),
  },
  'token.revoke': { request: z.strictObject({ id }), reply: done },
  /** Ends the cockpit in order: the run is sealed. Says what stays open without it; `known` false: the terminal has not said. */
  'system.shutdown': {
    request: z.strictObject({ typed: z.literal('SHUTDOWN'), reason: why }),
    reply: z.object({
      seq: z.int(),
      open: z.object({ positions: z.int(), orders: z.int(), approvals: z.int(), known: z.boolean() }),
    }),
  },
} satisfies Record<CommandName, Command>;

export type Request<N extends CommandName> = z.output<(typeof contract)[N]['request']>;
export type Reply<N extends CommandName> = z.output<(typeof contract)[N]['reply']>;

/** Why a command was not done. `code` is a word of the contract ('digest_changed', 'expired', ...); `detail` a sentence. */
export const REFUSAL_KINDS = ['untrusted-sender', 'malformed-request', 'refused', 'engine-fault', 'not-connected'] as const;
export type Refusal = {
  readonly kind: (typeof REFUSAL_KINDS)[number];
  readonly code: RefusalCode;
  readonly detail: string;
  /** Each of several reasons by itself; absent: `detail` is the one. */
  readonly reasons?: readonly string[];
};

/** What `window.cockpit` is: built by the preload in Electron, by the socket bridge in a browser. */
export type CockpitBridge = {
  send<N extends CommandName>(name: N, request: Request<N>): Promise<Result<Reply<N>, Refusal>>;
  onFeed(listener: (batch: readonly JournalRecord[]) => void): () => void;
  onLive(listener: (frame: LiveFrame) => void): () => void;
};
