import type { JournalRecord } from '#shared/events';
import { setBounded } from '#shared/lib';

/** Between its arrival and its order a signal's content is remembered among so many others. */
const ACCEPTED_MAX = 20_000;

/** The same knowledge as the indexes of the journal on disk, built from the records as they become durable. */
export class TradedInMemory {
  readonly #fingerprintOf = new Map<string, string>();
  readonly #ids = new Set<string>();
  readonly #byFingerprint = new Map<string, string>();

  add(record: JournalRecord): void {
    if (record.type === 'signal.accepted')
      setBounded(this.#fingerprintOf, record.payload.signal.signalId, record.payload.fingerprint, ACCEPTED_MAX);
    if (record.type !== 'order.intended' || record.payload.request.op !== 'open' || record.payload.signalId === null) return;
    const { signalId } = record.payload;
    this.#ids.add(signalId);
    const fingerprint = this.#fingerprintOf.get(signalId);
    if (fingerprint !== undefined) this.#byFingerprint.set(fingerprint, signalId);
  }

  find(signalId: string, fingerprint: string): string | null {
    return this.#ids.has(signalId) ? signalId : (this.#byFingerprint.get(fingerprint) ?? null);
  }
}
