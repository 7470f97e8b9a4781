import type { JournalRecord } from '#shared/events';
import type { CockpitState } from './state.ts';

/** Who may ask over HTTP. Tokens that have expired leave when another one is issued. */
export function foldTokens(
  state: CockpitState,
  record: Extract<JournalRecord, { type: 'token.issued' | 'token.revoked' }>,
): void {
  if (record.type === 'token.revoked') {
    state.tokens.delete(record.payload.id);
    return;
  }
  for (const { id, expiresAt } of state.tokens.values()) if (expiresAt <= record.at) state.tokens.delete(id);
  const { token } = record.payload;
  state.tokens.set(token.id, token);
}
