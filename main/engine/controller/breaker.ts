import type { Breaker } from '#shared/domain';
import { assert } from '#shared/lib';

/**
 * Five failures open it, thirty seconds later one probe at a time may pass, three good probes close it. An agent that is
 * seldom asked would need days for five: two failures with ten minutes and no success between them open it too, as do two
 * unknown outcomes in a row, and five calls in a row that took too long.
 */
export const BREAKER_LIMITS = {
  failuresToOpen: 5,
  openForMs: 30_000,
  successesToClose: 3,
  unknownToOpen: 2,
  slowToOpen: 5,
  agedFailures: 2,
  agedMs: 600_000,
} as const;

/** How a call ended. `slow`: it succeeded, and took too long. `unknown`: its effect is not known. */
export type CallEnd = 'succeeded' | 'slow' | 'failed' | 'unknown';

type In<State extends Breaker['state']> = Extract<Breaker, { readonly state: State }>;
type Cause = NonNullable<In<'OPEN'>['cause']>;

export const CLOSED_BREAKER: In<'CLOSED'> = { state: 'CLOSED', failures: 0 };

/** What the breaker is at a moment: reading it is also how it leaves OPEN, so there is no timer to leak. Half-open from `reopensAt` on. */
export function breakerAt(breaker: Breaker, nowMs: number): Breaker {
  if (breaker.state !== 'OPEN' || breaker.reopensAt === null || nowMs < breaker.reopensAt) return breaker;
  return { state: 'HALF_OPEN', failures: breaker.failures, successes: 0, probing: false };
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
export function afterCall(breaker: Breaker, ended: CallEnd, nowMs: number): Breaker {
  const now = breakerAt(breaker, nowMs);
  const isGood = ended === 'succeeded' || ended === 'slow';
  switch (now.state) {
    case 'ISOLATED':
    case 'OPEN':
      return now;
    case 'CLOSED':
      if (ended === 'succeeded') return now.failures === 0 && now.slow === undefined ? now : CLOSED_BREAKER;
      return isGood ? slower(now, nowMs) : worse(now, ended === 'unknown', nowMs);
    case 'HALF_OPEN': {
      if (!isGood) return opened(now.failures + 1, nowMs, 'probe');
      const successes = now.successes + 1;
      return successes < BREAKER_LIMITS.successesToClose ? { ...now, successes, probing: false } : CLOSED_BREAKER;
    }
  }
}

function slower(now: In<'CLOSED'>, nowMs: number): Breaker {
  const slow = (now.slow ?? 0) + 1;
  return slow < BREAKER_LIMITS.slowToOpen ? { ...CLOSED_BREAKER, slow } : opened(0, nowMs, 'slow');
}

function worse(now: In<'CLOSED'>, isUnknown: boolean, nowMs: number): Breaker {
  const failures = now.failures + 1;
  const failingSince = now.failingSince ?? nowMs;
  const unknown = isUnknown ? (now.unknown ?? 0) + 1 : 0;
  if (failures >= BREAKER_LIMITS.failuresToOpen) return opened(failures, nowMs, 'count');
  if (unknown >= BREAKER_LIMITS.unknownToOpen) return opened(failures, nowMs, 'unknown');
  const isAged = failures >= BREAKER_LIMITS.agedFailures && nowMs - failingSince >= BREAKER_LIMITS.agedMs;
  if (isAged) return opened(failures, nowMs, 'age');
  return { ...CLOSED_BREAKER, failures, failingSince, ...(unknown === 0 ? {} : { unknown }) };
}

/** Held open by hand until it is reset by hand. */
export const isolated = ({ failures }: Breaker): Breaker => ({ state: 'ISOLATED', failures });

const opened = (failures: number, nowMs: number, cause: Cause): Breaker => ({
  state: 'OPEN',
  failures,
  reopensAt: nowMs + BREAKER_LIMITS.openForMs,
  cause,
});

/** Whether its one probe is out. */
export const isProbing = (breaker: Breaker): boolean => breaker.state === 'HALF_OPEN' && breaker.probing;

/** Equality by value: a move is journaled only when something moved. */
export function sameBreaker(a: Breaker, b: Breaker): boolean {
  const [one, other]: readonly Readonly<Record<string, unknown>>[] = [a, b];
  return a === b || [...new Set([...Object.keys(a), ...Object.keys(b)])].every((field) => one?.[field] === other?.[field]);
}
