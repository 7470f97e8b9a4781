import { z } from 'zod';
import type { AlarmKind } from './alarms.ts';
import { recorded } from './codes.ts';
import { strategyId } from './trade.ts';

/** Message priorities, most urgent first. */
export const lane = z.enum(['critical', 'high', 'normal', 'low']);
export type Lane = z.infer<typeof lane>;
export const LANES: readonly Lane[] = ['critical', 'high', 'normal', 'low'];

/** What a call may do to the world: look, add exposure, change the levels of what is open, or take exposure away. Each has its own breaker. */
export const effectClass = z.enum(['read', 'write', 'modify', 'close']);
export type EffectClass = z.infer<typeof effectClass>;

export const agentId = z.enum([
  'intake',
  'owner',
  'orchestrator',
  'u1',
  'u2',
  'u3',
  'u4',
  'u5',
  'terminal',
  'journal',
  'detector',
  'model',
  'calendar',
  'notifier',
]);
export type AgentId = z.infer<typeof agentId>;

/**
 * Which breakers each agent has. A pure agent is only ever read. The journal's opens with its first failed write and closes
 * when it is mended: no time alone does.
 */
export const AGENT_EFFECTS: Readonly<Record<AgentId, readonly EffectClass[]>> = {
  intake: ['read'],
  owner: ['read'],
  orchestrator: ['read'],
  u1: ['read'],
  u2: ['read'],
  u3: ['read'],
  u4: ['write'],
  u5: ['read'],
  terminal: ['read', 'write', 'modify', 'close'],
  journal: ['write'],
  detector: ['read'],
  model: ['read'],
  calendar: ['read'],
  notifier: ['write'],
};
export const AGENT_ROLES: Readonly<Record<AgentId, string>> = {
  intake: 'signal intake',
  owner: 'product owner',
  orchestrator: 'signal saga',
  u1: 'signal validator',
  u2: 'signal scorer',
  u3: 'risk manager',
  u4: 'trade executor',
  u5: 'monitor',
  terminal: 'terminal wire',
  journal: 'event store',
  detector: 'structure detector',
  model: 'signal scorer',
  calendar: 'event calendar',
  notifier: 'notifications',
};

/** How an agent stands: by its last sign of life, its errors. `unknown`: not in use. */
export const health = z.enum(['healthy', 'degraded', 'down', 'unknown']);
export type Health = z.infer<typeof health>;

/** Who can serve a role that more than one agent can, the preferred one first. Every other role has the one agent that names it. */
export const STAND_INS: Readonly<Record<string, readonly AgentId[]>> = { 'signal scorer': ['model', 'u2'] };

const failures = z.int().nonnegative();
/**
 * A breaker: each of its states has the fields that mean something in it, and no others. Calls pass while it is CLOSED; none
 * does while it is OPEN or, by hand, ISOLATED; HALF_OPEN lets one probe at a time through. Times are UTC milliseconds.
 */
export const breaker = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('CLOSED'),
    failures,
    /** Calls in a row that took too long, and unknown outcomes in a row. Absent: none. */
    slow: z.int().positive().optional(),
    unknown: z.int().positive().optional(),
    /** When the first of the failures in a row was. */
    failingSince: z.int().nonnegative().optional(),
  }),
  z.object({
    state: z.literal('OPEN'),
    failures,
    /** When it will admit a probe; null: not by time, only once it is mended. */
    reopensAt: z.int().nonnegative().nullable(),
    /** What opened it. */
    cause: z.enum(['count', 'slow', 'age', 'unknown', 'probe']).optional(),
  }),
  /** `probing`: its one probe is out. */
  z.object({ state: z.literal('HALF_OPEN'), failures, successes: z.int().nonnegative(), probing: z.boolean() }),
  z.object({ state: z.literal('ISOLATED'), failures }),
]);
export type Breaker = z.infer<typeof breaker>;

export const tradingState = z.enum(['active', 'reducing', 'halted']);
export type TradingState = z.infer<typeof tradingState>;
/** What a stop is about. Only a stop of the whole account touches positions the cockpit did not open. */
export const stopScope = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('account') }),
  z.object({ kind: z.literal('symbol'), symbol: z.string().min(1).max(32) }),
  z.object({ kind: z.literal('strategy'), strategyId }),
]);
export type StopScope = z.infer<typeof stopScope>;
/** What a stop is about, in one word. */
export const scopeName = (scope: StopScope): string =>
  scope.kind === 'account' ? 'account' : scope.kind === 'symbol' ? scope.symbol : scope.strategyId;
/** A scope's name among the stops: one stop a scope. */
export const scopeKey = (scope: StopScope): string =>
  scope.kind === 'account' ? 'account' : scope.kind === 'symbol' ? `symbol:${scope.symbol}` : `strategy:${scope.strategyId}`;

export const approvalMode = z.enum(['confirm', 'veto', 'auto']);
export type ApprovalMode = z.infer<typeof approvalMode>;

export const alarmLevel = z.enum(['critical', 'high', 'advisory']);
/** Rows that an alarm lists; what is beyond is counted in its cause. */
export const ALARM_ROWS_MAX = 200;
/** One of many of a kind: what it is about (a ticket, a client order id), and a line on it. */
export const alarmRow = z.object({ subject: z.string().max(64), text: z.string().max(300) });
export type AlarmRow = z.infer<typeof alarmRow>;
/** Something a human has to do. What needs no act is a journal line, not an alarm. */
export const alarm = z.object({
  id: z.string(),
  kind: recorded<AlarmKind>(),
  level: alarmLevel,
  title: z.string(),
  cause: z.string(),
  consequence: z.string(),
  action: z.string(),
  deadlineAt: z.int().nullable(),
  raisedAt: z.int(),
  count: z.int().positive(),
  /** Where one alarm stands for many; absent: for one thing. */
  rows: z.array(alarmRow).max(ALARM_ROWS_MAX).optional(),
});
export type Alarm = z.infer<typeof alarm>;
