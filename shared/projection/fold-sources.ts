import type { Source } from '#shared/domain';
import type { JournalRecord } from '#shared/events';
import type { CockpitState } from './state.ts';

type SourceRecord = Extract<
  JournalRecord,
  { type: 'sources.read' | 'source.faulted' | 'source.set' | 'source.removed' | 'source.rotated' }
>;

/** Which sources are configured, and the rules of each. */
export function foldSources(state: CockpitState, record: SourceRecord): void {
  switch (record.type) {
    case 'sources.read':
      state.sources.clear();
      state.sourceSince.clear();
      state.sourceFaults.clear();
      for (const one of record.payload.sources) put(state, one, record.at);
      return;
    case 'source.faulted':
      if (record.payload.problem === null) state.sourceFaults.delete(record.payload.id);
      else state.sourceFaults.set(record.payload.id, record.payload.problem);
      return;
    case 'source.set':
      put(state, record.payload.source, record.at);
      return;
    case 'source.removed':
      state.sources.delete(record.payload.id);
      state.sourceSince.delete(record.payload.id);
      state.sourceFaults.delete(record.payload.id);
      return;
    case 'source.rotated':
      return; // Secrets are no part of the state.
  }
}

function put(state: CockpitState, source: Source, at: number): void {
  state.sources.set(source.id, source);
  state.sourceSince.set(source.id, at);
}
