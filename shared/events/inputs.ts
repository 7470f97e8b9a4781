import { z } from 'zod';
import { config } from '#shared/config';
import {
  agentId,
  bar,
  clockStanding,
  deal,
  effectClass,
  epochMs,
  facts,
  health,
  journalFindingCode,
  lane,
  link,
  machineNews,
  newsEvent,
  outcome,
  packedCandles,
  position,
  probeResult,
  reason,
  recorded,
  runMode,
  signal,
  signalSource,
  source,
  sourceId,
  stopScope,
  terminalKind,
  terminalSnapshot,
  type FaultCode,
  type ProblemCode,
} from '#shared/domain';
import { ends, excerpt } from './excerpt.ts';
import { operatorAction } from './operator-action.ts';

const id = z.string().min(1).max(128);
const words = z.string().max(500);
const priceGrid = z.object({ point: z.number(), digits: z.int(), pip: z.number(), stopsLevel: z.int(), tickSize: z.number() });

/** A signal as it came through the door: understood, or why not. `fingerprint` identifies the same body sent twice. */
const arrival = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('signal'), signal }),
  z.object({ kind: z.literal('malformed'), detail: words, ends: ends.optional() }),
  z.object({
    kind: z.literal('invalid'),
    issues: z.array(z.object({ path: z.string(), message: z.string() })).max(20),
    signalId: z.string().nullable(),
    ends: ends.optional(),
  }),
]);
export type Arrival = z.infer<typeof arrival>;

/** What a rehearsal of the stop showed. Times are milliseconds, by the monotonic clock. */
export const drill = z.object({
  /** Says on every copy of it what this is: a rehearsal, and no proof that anything was stopped. */
  drill: z.literal(true),
  id,
  actor: z.string(),
  beganAt: epochMs,
  /** `unfinished`: not over within its time. `failed`: the copy broke, `text` says why. */
  result: z.enum(['flat', 'residual', 'unfinished', 'failed']),
  text: words,
  /** What stood on the copy when it was stopped. */
  positions: z.int().nonnegative(),
  orders: z.int().nonnegative(),
  withdrawn: z.int().nonnegative(),
  /** A record of its own, durable on the real journal's disk by the stop's own road. */
  durableMs: z.number().nonnegative(),
  /** Until the copy refused entries, and until it was certified flat; null: it was not. */
  latchMs: z.number().nonnegative(),
  flatMs: z.number().nonnegative().nullable(),
  steps: z.array(z.object({ step: z.string(), text: z.string(), ms: z.number() })).max(100),
});
export type Drill = z.infer<typeof drill>;

/** The controller's envelope: who asks whom for what, how urgently, and until when it makes sense. */
export const message = z.object({
  id,
  correlationId: z.string(),
  causationId: z.string().nullable(),
  from: agentId,
  /** What has to be done; `to` is who served that role when the message was sent. */
  role: z.string().max(60).optional(),
  to: agentId,
  /** A request is answered by decisions about its signal; a notice by nothing. What goes to everybody is the feed of records. */
  pattern: z.enum(['request', 'notice']).optional(),
  kind: z.enum(['evaluate', 'execute', 'review']),
  priority: lane,
  deadlineAt: epochMs,
  signalId: id,
});
export type Message = z.infer<typeof message>;

/**
 * Inputs: what reached the engine from outside, with the facts it looked at. A turn's records begin with one of these;
 * the decisions behind it can be computed again from the state before it, which is how replay is checked.
 */
export const inputs = {
  'run.started': z.object({
    version: z.string(),
    mode: runMode,
    terminal: terminalKind,
    market: z.string(),
    config,
    /** From here on an anchor outside the journal knows how far it came. Absent: there is none. */
    anchored: z.literal(true).optional(),
    /** Absent: nothing was in doubt. */
    clock: clockStanding.optional(),
  }),
  'run.sealed': z.object({ how: z.enum(['clean', 'recovered']), reason: words }),
  'signal.arrived': z.object({
    arrival,
    source: signalSource,
    traceId: z.string(),
    fingerprint: z.string(),
    nonce: z.string().nullable(),
    /** When it came through the door by the PC's clock: the sender's own time is held against this one. Absent: its turn's. */
    receivedAt: epochMs.optional(),
    /** What the whole journal says of an entry: whether its id or its content has led to an order before. Absent: it was not asked. */
    traded: z
      .discriminatedUnion('kind', [
        z.object({ kind: z.literal('never') }),
        z.object({ kind: z.literal('traded'), signalId: id }),
        z.object({ kind: z.literal('unknown'), why: words }),
      ])
      .optional(),
    /** The beginning of what was sent, without secrets. Absent: it was understood, or came before this was kept. */
    excerpt: excerpt.optional(),
    facts,
  }),
  /** Refused at the door, before it could be read: bad signature, stale timestamp, too large, ... `count` > 1 when folded together. */
  'intake.refused': z.object({
    code: recorded<ProblemCode>(),
    source: signalSource,
    detail: words,
    count: z.int().positive(),
    nonce: z.string().nullable(),
    excerpt: excerpt.optional(),
  }),
  'message.delivered': z.object({ message, facts: facts.nullable() }),
  /** `order` is what was asked; the answer is the outcome as far as the terminal reported it. */
  'terminal.answered': z.object({
    clientOrderId: id,
    sentAt: epochMs,
    outcome,
    position: position.nullable(),
    /** When the symbol's market opens again; only with a refusal because it is closed, and only when the terminal knows. */
    opensAt: epochMs.optional(),
  }),
  /** An order on its way that has no result yet: it has left the cockpit and takes its time, or the server has taken it. */
  'terminal.progressed': z.object({ clientOrderId: id, to: z.enum(['sent', 'acknowledged']), sentAt: epochMs }),
  /** An intent that was not sent: what stood in its way at the moment of sending. */
  'order.withheld': z.object({ clientOrderId: id, reason }),
  'terminal.probed': z.object({ clientOrderId: id, result: probeResult }),
  /** A deal that took volume out of a position, with every deal of that position so far. */
  'terminal.dealt': z.object({ deal, history: z.array(deal).max(200) }),
  /** Deals of trades that are closed, read again because something was posted to them since. */
  'terminal.settled': z.object({ deals: z.array(deal).max(2_000) }),
  'terminal.observed': z.object({ snapshot: terminalSnapshot.nullable(), link, recentDeals: z.array(deal).max(2_000) }),
  'bar.closed': z.object({ bar, spec: priceGrid }),
  /**
   * Candles of one symbol that closed one after the other, `from` the first minute `until` the last (UTC ms, their openings). Nothing
   * followed from those before the last, so they were kept together; what the last one completed follows from this record.
   */
  'bars.closed': z.object({
    candles: packedCandles,
    ...{ from: epochMs, until: epochMs, count: z.int().positive(), spec: priceGrid },
  }),
  'operator.acted': z.object({ action: operatorAction, facts: facts.nullable() }),
  'halt.asked': z.object({
    reason: z.string().min(1).max(500),
    flatten: z.boolean(),
    snapshot: terminalSnapshot.nullable(),
    /** Absent: the account. */
    scope: stopScope.optional(),
  }),
  /**
   * `recentDeals` where they were read: with the deals since the firm's midnight the balance of that midnight can be rebuilt.
   * `dealsSince`: from when on all of them are there.
   */
  'time.reached': z.object({
    facts: facts.nullable(),
    recentDeals: z.array(deal).max(5_000).nullable(),
    dealsSince: epochMs.optional(),
  }),
  /**
   * The clocks stand differently than before. `zone`: the trade server's time less UTC, learned while nothing was in doubt.
   * `pausedMs`: the PC slept or stood still for so long until now. `movedMs`: so far time was put right with it, beside what
   * passed; above zero it went forward. Absent: it was not, or an older version did not tell.
   */
  'clock.observed': z.object({
    clock: clockStanding,
    zone: z.object({ server: z.string().max(128), offsetMs: z.int() }).optional(),
    pausedMs: z.int().positive().optional(),
    movedMs: z.int().optional(),
  }),
  /** What the PC does beside the cockpit, as a desktop hears of it. */
  'machine.observed': machineNews,
  /** The journal writes again; everything that happened while it could not is in the records before this one. */
  'journal.mended': z.object({ downMs: z.number().nonnegative() }),
  /** What the runtime did for a recovery, and how it ended: an agent that answered is healthy. */
  'recovery.reported': z.object({ id, agent: agentId, action: z.string().max(40), isHealthy: z.boolean(), detail: words }),
  /**
   * The calendar as it was read, on every change; `readAt` is when, `coversUntil` how far its content reaches (null: it is empty).
   * Or that it was read again and says what it said before.
   */
  'calendar.read': z.union([
    z.object({
      readAt: epochMs,
      source: z.string().max(200),
      events: z.array(newsEvent).max(2_000),
      coversUntil: epochMs.nullable().optional(),
      notes: z.array(z.string().max(300)).max(20).optional(),
    }),
    z.object({ readAt: epochMs, unchanged: z.literal(true) }),
  ]),
  /** The configured sources as they were read at a start, where they are not those on record. */
  'sources.read': z.object({ sources: z.array(source).max(200) }),
  /** What keeps a source from being read, in words with the remedy; null: it is read again. */
  'source.faulted': z.object({ id: sourceId, problem: z.string().max(300).nullable() }),
  /** What changed about the controller: how agents stand, and lanes that turned messages away (`refused` 0: none for a minute). */
  'controller.observed': z.object({
    health: z.array(z.object({ agent: agentId, health, why: words })).max(20),
    lanes: z.array(z.object({ lane, refused: z.int().nonnegative(), max: z.int() })).max(4),
  }),
  /** A rehearsal of the stop begins. Nothing of the account is touched: it is carried out on a copy. */
  'drill.began': z.object({ id }),
  'drill.ended': z.object({ drill }),
  /** The journal is not what it was when it was last written: what is wrong with it, in one sentence. */
  'journal.found': z.object({ code: journalFindingCode, text: words }),
  'fault.seen': z.object({ agent: agentId, effect: effectClass, kind: recorded<FaultCode>(), detail: words }),
} as const;
