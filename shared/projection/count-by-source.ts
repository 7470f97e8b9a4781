import type { JournalRecord } from '#shared/events';
import type { IntakeCounts, SourceCounts } from './intake-state.ts';

/** What came to the door, and what was made of it there. */
export type IntakeRecord = Extract<
  JournalRecord,
  { type: 'signal.arrived' | 'intake.refused' | 'signal.accepted' | 'signal.duplicate' | 'signal.refused' }
>;

type Counts = Readonly<Record<string, SourceCounts>>;
const NOTHING: SourceCounts = { received: 0, accepted: 0, duplicate: 0, refused: 0, lastAt: null, refusal: null };

/** What came of each source, with one record more. A stranger who knocks at a source's door is not its sender: `lastAt` stays. */
export function countedBySource({ bySource = {} }: IntakeCounts, { type, at, payload }: IntakeRecord): Counts {
  const source = type === 'signal.accepted' ? payload.signal.source : payload.source;
  const seen = bySource[source] ?? NOTHING;
  const put = (change: Partial<SourceCounts>): Counts => ({ ...bySource, [source]: { ...seen, ...change } });
  switch (type) {
    case 'signal.arrived':
      return put({ received: seen.received + 1, lastAt: at });
    case 'signal.accepted':
      return put({ accepted: seen.accepted + 1 });
    case 'signal.duplicate':
      return put({ duplicate: seen.duplicate + 1 });
    case 'signal.refused':
      return put({ refused: seen.refused + 1, refusal: { at, code: payload.code, text: payload.text } });
    case 'intake.refused': {
      const { count, code, detail } = payload;
      return put({ received: seen.received + count, refused: seen.refused + count, refusal: { at, code, text: detail } });
    }
  }
}
