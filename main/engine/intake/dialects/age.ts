import type { Signal } from '#shared/domain';
import { assert } from '#shared/lib';
import type { Issue } from './field-reader.ts';

/** How far a sender's clock may run ahead of ours. */
const FUTURE_MS = 10_000;

/** Why a signal's time forbids acting on it; null when it is fresh. Both limits are inclusive. */
export function ageProblem(signal: Pick<Signal, 'madeAt' | 'source'>, receivedAt: number, maxAgeMs: number): Issue | null {
  assert(maxAgeMs > 0, 'an age limit is positive');
  const ageMs = receivedAt - signal.madeAt;
  const zone = isZoneApart(ageMs) ? '. If its zone is another, send the time with it: Z or +03:00' : '';
  const mend = signal.source === 'tradingview' ? '. {{time}} is the opening of the bar: send {{timenow}}' : '';
  if (ageMs > maxAgeMs)
    return issue(`must not be older than ${seconds(maxAgeMs)} s; it is ${seconds(ageMs)} s old${mend}${zone}`);
  if (ageMs < -FUTURE_MS)
    return issue(`must not be more than ${seconds(FUTURE_MS)} s ahead of our clock; it is ${seconds(-ageMs)} s ahead${zone}`);
  return null;
}

/** Whole hours from now, give or take two minutes: a time of another zone looks so. */
const isZoneApart = (ageMs: number): boolean => {
  const hours = Math.abs(ageMs) / 3_600_000;
  return hours > 0.9 && hours < 14.1 && Math.abs(hours - Math.round(hours)) < 1 / 30;
};
const issue = (message: string): Issue => ({ path: 'timestamp', message });
const seconds = (ms: number): string => String(Math.round(ms / 100) / 10);
