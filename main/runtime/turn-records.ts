import { RECORD_VERSION, TIME_SEAMS, type EventType, type Input, type JournalRecord } from '#shared/events';
import type { Verdict } from '#engine';
import type { Mail } from './mailbox.ts';

/** Inputs that are kept even when nothing follows from them: facts by themselves. The rest would only say "nothing happened". */
export const FACTS: ReadonlySet<Input['type']> = new Set([
  'run.started',
  'run.sealed',
  'signal.arrived',
  'intake.refused',
  'bar.closed',
  'bars.closed',
  'fault.seen',
  'journal.mended',
  'clock.observed',
  'machine.observed',
  'calendar.read',
  'sources.read',
  'source.faulted',
  'controller.observed',
  'drill.began',
  'drill.ended',
  'terminal.probed',
]);

/** Inputs before which time may be earlier than on the record before: a span of time is found between them. */
export const PUTS_TIME_RIGHT: ReadonlySet<EventType> = new Set(TIME_SEAMS);

/** A turn as journal records: the input first, then what was decided, each caused by the input. */
export function recordsOf(
  input: Input,
  verdict: Verdict,
  mail: Mail,
  { seq, at, run }: { seq: number; at: number; run: string },
): readonly JournalRecord[] {
  const envelope = { at, run, version: RECORD_VERSION };
  const first: JournalRecord = {
    ...envelope,
    seq,
    correlationId: mail.correlationId,
    causationId: mail.causationId,
    actor: mail.actor,
    type: input.type,
    payload: input.payload,
  } as JournalRecord;
  const rest = verdict.decisions.map(
    (decision, index) =>
      ({
        ...envelope,
        seq: seq + 1 + index,
        correlationId: decision.correlationId ?? mail.correlationId,
        causationId: String(seq),
        actor: 'engine',
        type: decision.type,
        payload: decision.payload,
      }) as JournalRecord,
  );
  return [first, ...rest];
}
