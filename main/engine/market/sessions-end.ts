import type { SessionName } from '#shared/strategies';
import { nextSessionStart, sessionsAt } from './sessions.ts';
import { weekEnd } from './quiet-times.ts';

const MINUTE = 60_000;

/**
 * The next instant at which none of these sessions is open any more, overlaps joined: of the one that is open, or of the next
 * that opens. `any` ends with the week. Whole minutes, UTC ms.
 */
export function sessionsEnd(fromMs: number, sessions: readonly SessionName[]): number {
  if (sessions.length === 0 || sessions.includes('any')) return weekEnd(fromMs);
  const isOpen = (at: number): boolean => sessionsAt(at).some((session) => sessions.includes(session));
  let at = Math.floor(fromMs / MINUTE) * MINUTE;
  if (!isOpen(at)) at = Math.min(...sessions.map((session) => nextSessionStart(fromMs, session).at));
  while (isOpen(at)) at += MINUTE;
  return at;
}
