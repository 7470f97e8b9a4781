import { digestOf } from '#shared/lib';
import type { ReadonlyCockpit, SignalLife } from './state.ts';

/**
 * What a click on a signal is bound to: the card's own digest while it waits for approval, otherwise a digest of everything
 * decided about it so far. A click that carries another one was made on something else than what stands now.
 */
export function signalDigest(state: ReadonlyCockpit, life: SignalLife): string {
  return (
    state.pending.get(life.signalId)?.digest ??
    digestOf({ signalId: life.signalId, state: life.state, reason: life.reason, decisions: life.decisions })
  );
}

/** The failed rules of the decisions that ended a signal, split by whether the trader may set them aside. */
export function failedRules(life: SignalLife): { readonly soft: readonly string[]; readonly hard: readonly string[] } {
  const failed = life.decisions.flatMap((decision) =>
    decision.verdict === 'refused' ? decision.criteria.filter((rule) => !rule.ok) : [],
  );
  return {
    soft: failed.filter((rule) => !rule.hard).map((rule) => rule.code),
    hard: failed.filter((rule) => rule.hard).map((rule) => rule.code),
  };
}
