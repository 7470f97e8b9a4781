import type { OperatorAction } from '#shared/events';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { decided, refused, type Turn, type Verdict } from '#engine/turn.ts';

/** More than a trader has programs; each is asked about at every request. */
const TOKENS_MAX = 32;

type Asked = Extract<OperatorAction, { act: 'issue-token' | 'revoke-token' | 'note-act' | 'change-config' }>;

/** Who may ask over HTTP, and what a person did that leaves no other record. */
export function administer(engine: ReadonlyEngine, turn: Turn, action: Asked): Verdict {
  switch (action.act) {
    case 'issue-token':
      return issueToken(engine, turn, action);
    case 'revoke-token':
      return revokeToken(engine, turn, action.id);
    case 'change-config': {
      const { act: _act, ...changed } = action;
      return decided({ type: 'config.changed', payload: { ...changed, by: turn.actor } });
    }
    case 'note-act':
      return decided({ type: 'act.noted', payload: { what: action.what, by: turn.actor, detail: action.detail } });
  }
}

/** Lets one more program in. Its name is in the journal wherever it acts, so no two that work have the same. */
function issueToken(
  { cockpit }: ReadonlyEngine,
  turn: Turn,
  { id, name, role, hash, expiresAt }: Extract<OperatorAction, { act: 'issue-token' }>,
): Verdict {
  const working = [...cockpit.tokens.values()].filter((token) => token.expiresAt > turn.at);
  if (working.some((token) => token.name === name))
    return refused('name_taken', `There is a token ${name} already: delete it first, or choose another name`);
  if (working.length >= TOKENS_MAX)
    return refused('too_many_tokens', `There are ${TOKENS_MAX} tokens: delete one that is not used`);
  if (expiresAt <= turn.at) return refused('expired', 'The token would have expired already');
  const token = { id, name, role, hash, issuedAt: turn.at, expiresAt, by: turn.actor };
  return decided({ type: 'token.issued', payload: { token } });
}

/** Lets a program in no longer. */
function revokeToken({ cockpit }: ReadonlyEngine, { actor }: Turn, id: string): Verdict {
  const token = cockpit.tokens.get(id);
  return token === undefined
    ? refused('unknown_token', `There is no token ${id}`)
    : decided({ type: 'token.revoked', payload: { id, name: token.name, by: actor } });
}
