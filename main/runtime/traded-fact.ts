import type { Arrival, Payload } from '#shared/events';
import { messageOf } from '#shared/lib';
import { idsOf } from '#engine';
import type { Journal } from '#ports';

/** What the journal knows of an entry that has just arrived, as a fact to decide on. Nothing for what is no entry. */
export function tradedFact(journal: Journal, arrival: Arrival, fingerprint: string): Pick<Payload<'signal.arrived'>, 'traded'> {
  if (arrival.kind !== 'signal' || arrival.signal.kind !== 'entry') return {};
  try {
    for (const id of idsOf(arrival.signal.signalId)) {
      const signalId = journal.traded(id, fingerprint);
      if (signalId !== null) return { traded: { kind: 'traded', signalId } };
    }
    return { traded: { kind: 'never' } };
  } catch (error) {
    // What cannot be looked up is unknown, not new.
    return { traded: { kind: 'unknown', why: messageOf(error).slice(0, 300) } };
  }
}
