import type { JournalRecord } from '#shared/events';
import type { ReadonlyCockpit } from '#shared/projection';
import type { Meters } from './meters.ts';

/** Durations that a durable record ends: how long an approval was waited for, and a signal's way to its entry order. */
export function meterRecord(meters: Meters, cockpit: ReadonlyCockpit, record: JournalRecord): void {
  if (record.type === 'stage.decided' && record.payload.decision.stage === 'approval')
    meters.stage('approval', record.payload.decision.ms);
  if (record.type !== 'order.intended' || record.payload.request.op !== 'open' || record.payload.signalId === null) return;
  const life = cockpit.signals.get(record.payload.signalId);
  if (life !== undefined) meters.pipeline.record(record.at - life.receivedAt);
}
