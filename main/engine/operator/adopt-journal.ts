import type { ReadonlyEngine } from '#engine/engine.ts';
import { decided, refused, type Turn, type Verdict } from '#engine/turn.ts';

/** The operator goes on from the journal as it is. Trading stays halted: resuming is an act of its own. */
export function adoptJournal({ cockpit: { journalDoubt } }: ReadonlyEngine, { actor }: Turn, reason: string): Verdict {
  if (journalDoubt === null) return refused('no_doubt', 'Nothing was found wrong with the journal');
  const { code, text } = journalDoubt;
  return decided({ type: 'journal.adopted', payload: { code, text, by: actor, reason } });
}
