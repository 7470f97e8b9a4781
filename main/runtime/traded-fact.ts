import type { Arrival, Payload } from '#shared/events';
import { messageOf } from '#shared/lib';
import type { Journal } from '#ports';

/** What the journal knows of an entry that has just arrived, as a fact to decide on. Nothing for what is no entry. */
export function tradedFact(journal: Journal, arrival: Arrival, fingerprint: string): Pick<Payload<'signal.arrived'>, 'traded'> {
  if (arrival.kind !== 'signal' || arrival.signal.kind !== 'entry') return {};
  try {
    const signalId = journal.traded(arrival.signal.signalId, fingerprint);
    return { traded: signalId === null ? { kind: 'never' } : { kind: 'traded', signalId } };
  } catch (error) {
    // What cannot be looked up is unknown, not new.
    return { traded: { kind: 'unknown', why: messageOf(error).slice(0, 300) } };
  }
}
