import type { EventType, JournalRecord, Payload } from '#shared/events';
import { payloadSchema } from '#shared/events';
import { apply, emptyCockpit, type CockpitState } from '#shared/projection';

export type JournalBuilder = {
  readonly records: JournalRecord[];
  readonly state: CockpitState;
  /** Writes one record `afterMs` later; the payload is checked by its own schema, the record by the projection. */
  readonly write: <T extends EventType>(
    type: T,
    payload: Payload<T>,
    about?: { afterMs?: number; correlationId?: string; actor?: string },
  ) => JournalRecord;
  readonly now: () => number;
  readonly wait: (ms: number) => void;
};

/** A journal that is valid by construction. */
export function createJournal(startAt: number, run = '4711'): JournalBuilder {
  const records: JournalRecord[] = [];
  const state = emptyCockpit();
  let at = startAt;
  return {
    records,
    state,
    now: () => at,
    wait: (ms) => {
      at += ms;
    },
    write: (type, payload, { afterMs = 1, correlationId = 'engine', actor = 'engine' } = {}) => {
      at += afterMs;
      const record = {
        seq: state.lastSeq + 1,
        at,
        run,
        version: 2,
        correlationId,
        causationId: null,
        actor,
        type,
        payload: payloadSchema(type).parse(payload),
      } as JournalRecord;
      apply(state, record);
      records.push(record);
      return record;
    },
  };
}
