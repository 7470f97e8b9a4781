import type { Breaker } from '../../../shared/domain/index.ts';
import { assert } from '../../../shared/lib/index.ts';

/** Five failures open it, thirty seconds later one probe at a time may pass, three good probes close it. */
export const BREAKER_LIMITS = { failuresToOpen: 5, openForMs: 30_000, successesToClose: 3 } as const;

export const CLOSED_BREAKER: Breaker = { state: 'CLOSED', failures: 0, successes: 0, reopensAt: null, probing: false };

/** What the breaker is at a moment: reading it is also how it leaves OPEN, so there is no timer to leak. Half-open from `reopensAt` on. */
export function breakerAt(breaker: Breaker, nowMs: number): Breaker {
  if (breaker.state !== 'OPEN' || breaker.reopensAt === null || nowMs < breaker.reopensAt) return breaker;
  return { state: 'HALF_OPEN', failures: breaker.failures, successes: 0, reopensAt: null, probing: false };
}

/** May a call pass now? While a probe is out, others are rejected, never parked: a parked order would fire stale. */
export function admits(breaker: Breaker, nowMs: number): boolean {
  const now = breakerAt(breaker, nowMs);
  return now.state === 'CLOSED' || (now.state === 'HALF_OPEN' && !now.probing);
}

/** The breaker once a call has been let through: in HALF_OPEN it is the probe. */
export function admitted(breaker: Breaker, nowMs: number): Breaker {
  const now = breakerAt(breaker, nowMs);
  assert(
    now.state === 'CLOSED' || (now.state === 'HALF_OPEN' && !now.probing),
    'an admitted call found the breaker closed or free to probe',
  );
  return now.state === 'HALF_OPEN' ? { ...now, probing: true } : now;
}

/** The breaker after a call ended. A late answer that arrives while it is open or isolated changes nothing. */
export function afterCall(breaker: Breaker, succeeded: boolean, nowMs: number): Breaker {
  const now = breakerAt(breaker, nowMs);
  switch (now.state) {
    case 'ISOLATED':
    case 'OPEN':
      return now;
    case 'CLOSED': {
      if (succeeded) return now.failures === 0 ? now : CLOSED_BREAKER;
      const failures = now.failures + 1;
      return failures < BREAKER_LIMITS.failuresToOpen ? { ...now, failures } : opened(failures, nowMs);
    }
    case 'HALF_OPEN': {
      if (!succeeded) return opened(now.failures + 1, nowMs);
      const successes = now.successes + 1;
      return successes < BREAKER_LIMITS.successesToClose ? { ...now, successes, probing: false } : CLOSED_BREAKER;
    }
  }
}

/** Held open by hand until it is reset by hand. */
export const isolated = (breaker: Breaker): Breaker => ({
  ...breaker,
  state: 'ISOLATED',
  reopensAt: null,
  probing: false,
  successes: 0,
});

const opened = (failures: number, nowMs: number): Breaker => ({
  state: 'OPEN',
  failures,
  successes: 0,
  reopensAt: nowMs + BREAKER_LIMITS.openForMs,
  probing: false,
});

/** Equality by value: a move is journaled only when something moved. */
export const sameBreaker = (a: Breaker, b: Breaker): boolean =>
  a === b ||
  (a.state === b.state &&
    a.failures === b.failures &&
    a.successes === b.successes &&
    a.reopensAt === b.reopensAt &&
    a.probing === b.probing);
