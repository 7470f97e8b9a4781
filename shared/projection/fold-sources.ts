import type { JournalRecord } from '#shared/events';
import type { CockpitState } from './state.ts';

type SourceRecord = Extract<JournalRecord, { type: 'sources.read' }>;

/** Which sources are configured, and the rules of each. */
export function foldSources(state: CockpitState, { payload }: SourceRecord): void {
  state.sources.clear();
  for (const one of payload.sources) state.sources.set(one.id, one);
}
