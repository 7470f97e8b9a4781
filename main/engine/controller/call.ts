import { rule, type AgentId, type Breaker, type Criterion, type EffectClass } from '#shared/domain';
import type { Decision } from '#shared/events';
import { messageOf, InvariantError } from '#shared/lib';
import { breakerKey, type ReadonlyCockpit } from '#shared/projection';
import { admits, admitted, afterCall, breakerAt, CLOSED_BREAKER, sameBreaker, type CallEnd } from './breaker.ts';

/** Instrumentation of agent calls only; it returns nothing and cannot influence a decision. */
export type CallObserver = { enter(agent: AgentId): void; leave(agent: AgentId, failed: boolean): void };
export const NO_OBSERVER: CallObserver = { enter: () => undefined, leave: () => undefined };

export type CallResult<T> =
  | { readonly kind: 'answered'; readonly value: T; readonly moves: readonly Decision[] }
  /** The breaker was open: the agent was not asked. */
  | { readonly kind: 'blocked'; readonly reason: string; readonly moves: readonly Decision[] }
  /** The agent threw: a logic error counts as a failure. */
  | { readonly kind: 'failed'; readonly reason: string; readonly moves: readonly Decision[] };

/** Asks an agent through its breaker. A broken invariant is not an agent's failure and goes on up. */
export function callAgent<T>(
  cockpit: ReadonlyCockpit,
  agent: AgentId,
  effect: EffectClass,
  nowMs: number,
  observer: CallObserver,
  ask: () => T,
): CallResult<T> {
  const before = breakerOf(cockpit, agent, effect);
  if (!admits(before, nowMs)) return { kind: 'blocked', reason: blockedText(agent, effect, breakerAt(before, nowMs)), moves: [] };
  observer.enter(agent);
  try {
    const value = ask();
    observer.leave(agent, false);
    return { kind: 'answered', value, moves: moved(agent, effect, before, afterCall(before, 'succeeded', nowMs), 'answered') };
  } catch (fault) {
    observer.leave(agent, true);
    if (fault instanceof InvariantError) throw fault;
    const reason = messageOf(fault);
    return { kind: 'failed', reason, moves: moved(agent, effect, before, afterCall(before, 'failed', nowMs), reason) };
  }
}

export const breakerOf = (cockpit: ReadonlyCockpit, agent: AgentId, effect: EffectClass): Breaker =>
  cockpit.breakers.get(breakerKey(agent, effect)) ?? CLOSED_BREAKER;

/** The rule that a call would fail now; null while the agent may be asked. */
export function agentRule(cockpit: ReadonlyCockpit, agent: AgentId, effect: EffectClass, nowMs: number): Criterion | null {
  const breaker = breakerOf(cockpit, agent, effect);
  if (admits(breaker, nowMs)) return null;
  const now = breakerAt(breaker, nowMs);
  const text = blockedText(agent, effect, now);
  return rule({ code: 'breaker_open', ok: false, observed: now.state, limit: 'CLOSED', hard: true, text });
}

/** May an agent outside the engine be asked now? */
export const agentAdmits = (
  { cockpit }: { readonly cockpit: ReadonlyCockpit },
  agent: AgentId,
  effect: EffectClass,
  nowMs: number,
): boolean => admits(breakerOf(cockpit, agent, effect), nowMs);

/** For calls that end in a later turn (the terminal): the breaker as the call leaves. */
export const outgoing = (cockpit: ReadonlyCockpit, agent: AgentId, effect: EffectClass, nowMs: number): readonly Decision[] => {
  const before = breakerOf(cockpit, agent, effect);
  return moved(agent, effect, before, admits(before, nowMs) ? admitted(before, nowMs) : before, 'probe sent');
};

/** ... and as its answer comes in. */
export const answeredCall = (
  cockpit: ReadonlyCockpit,
  agent: AgentId,
  effect: EffectClass,
  ended: CallEnd,
  nowMs: number,
  why: string,
): readonly Decision[] => {
  const before = breakerOf(cockpit, agent, effect);
  return moved(agent, effect, before, afterCall(before, ended, nowMs), why);
};

const UNMOVED: readonly Decision[] = [];

/** A `breaker.moved` if anything moved. */
export function moved(agent: AgentId, effect: EffectClass, from: Breaker, to: Breaker, why: string): readonly Decision[] {
  return sameBreaker(from, to)
    ? UNMOVED
    : [{ type: 'breaker.moved', payload: { agent, effect, breaker: to, why: why.slice(0, 500) } }];
}

export function blockedText(agent: AgentId, effect: EffectClass, breaker: Breaker): string {
  const held =
    breaker.state === 'ISOLATED' ? 'isolated by hand' : breaker.state === 'HALF_OPEN' ? 'half-open with its probe out' : 'open';
  return `The ${effect} breaker of ${agent} is ${held}`;
}
