import type { Breaker } from '#shared/domain';
import type { Decision, Payload } from '#shared/events';
import { isAdopted } from '#shared/projection';
import { breakerOf, CLOSED_BREAKER, moved as breakerMoved } from '#engine/controller';
import type { ReadonlyEngine } from '#engine/engine.ts';

/** One failed write is enough: what cannot be written down is not done. Only a mended journal closes the breaker. */
export function journalFailed({ cockpit }: ReadonlyEngine, detail: string): readonly Decision[] {
  const before = breakerOf(cockpit, 'journal', 'write');
  const open: Breaker = { state: 'OPEN', failures: before.failures + 1, reopensAt: null };
  return before.state === 'ISOLATED' ? [] : breakerMoved('journal', 'write', before, open, detail);
}

/** It writes again: now the breaker may close. */
export function journalMended({ cockpit }: ReadonlyEngine): readonly Decision[] {
  const before = breakerOf(cockpit, 'journal', 'write');
  return before.state === 'ISOLATED' ? [] : breakerMoved('journal', 'write', before, CLOSED_BREAKER, 'the journal writes again');
}

/**
 * The journal is not what it was: entries end until the operator has adopted it or, where that is enough, has looked at the
 * account and resumed. Nothing is closed and nothing cancelled: what the ledger says may be wrong.
 */
export function journalFound({ cockpit }: ReadonlyEngine, { code, text }: Payload<'journal.found'>): readonly Decision[] {
  if (isAdopted(cockpit, code, text)) return [];
  const { certificateId } = cockpit.trading;
  return [{ type: 'trading.changed', payload: { to: 'halted', reason: text, actor: 'engine', certificateId, code } }];
}
