import { isInputType, type InputType, type JournalRecord } from '#shared/events';
import type { Report } from './report.ts';

/** So often, within so long, may the same alarm come and go; more is flapping. */
const FLAPS_MAX = 6;
const FLAPS_WITHIN_MS = 60_000;

/**
 * Records that say nothing: an alarm cleared that does not stand, or raised that does; an alarm that comes and goes without
 * rest; a state told again as it was told last.
 */
export class RecordsWitness {
  readonly #report: Report;
  readonly #standing = new Map<string, string>();
  readonly #raised = new Map<string, number[]>();
  readonly #told = new Map<string, string>();
  #input: InputType | null = null;

  constructor(report: Report) {
    this.#report = report;
  }

  /** `isRestless`: the line to the terminal comes and goes, and what is seen over it with it. */
  recorded(record: JournalRecord, nowMs: number, isRestless: boolean): void {
    if (record.type === 'alarm.raised') {
      const { id, rows = [] } = record.payload.alarm;
      const before = this.#standing.get(id);
      const text = JSON.stringify(rows);
      // One that stands for many is told again when its rows are others.
      if (before === text) this.#report('F1', `Alarm ${id} was raised while it stood`);
      this.#standing.set(id, text);
      if (!isRestless && before === undefined) this.#flapped(id, nowMs);
    }
    if (record.type === 'alarm.cleared') {
      const { alarmId } = record.payload;
      if (!this.#standing.delete(alarmId)) this.#report('F1', `Alarm ${alarmId} was cleared and did not stand`);
    }
    if (isInputType(record.type)) this.#input = record.type;
    // A run begins with the mode of its configuration.
    if (record.type === 'run.started') this.#told.delete('approvals.mode_set');
    const subject = subjectOf(record);
    if (subject === null) return;
    const text = JSON.stringify(record.payload);
    // An operator who asks for a stop that stands is told once more that it does.
    if (this.#told.get(subject) === text && this.#input !== 'halt.asked')
      this.#report('F1', `Record ${record.seq} tells ${subject} again as it was`);
    this.#told.set(subject, text);
  }

  #flapped(id: string, nowMs: number): void {
    const raised = [...(this.#raised.get(id) ?? []), nowMs].filter((at) => at > nowMs - FLAPS_WITHIN_MS);
    this.#raised.set(id, raised);
    if (raised.length > FLAPS_MAX)
      this.#report('F1', `Alarm ${id} was raised ${raised.length} times within ${FLAPS_WITHIN_MS / 1_000} s`);
  }
}

/** What a record of state is about: two in a row about the same thing that say the same are one too many. Null for events. */
function subjectOf({ type, payload }: JournalRecord): string | null {
  switch (type) {
    case 'trading.changed':
    case 'drift.changed':
    case 'approvals.mode_set':
    case 'day.anchored':
    case 'peaks.raised':
      return type;
    case 'stop.progressed':
      return `certificate ${payload.certificate.id}`;
    case 'stop.latched':
    case 'stop.lifted':
      return `stop ${JSON.stringify(payload.scope)}`;
    case 'breaker.moved':
      return `breaker ${payload.agent}/${payload.effect}`;
    case 'block.raised':
    case 'block.lifted':
      return `block ${payload.block}`;
    case 'signal.moved':
      return `signal ${payload.signalId}`;
    case 'position.opened':
    case 'position.changed':
      return `position ${payload.position.ticket}`;
    case 'position.dropped':
      return `position ${payload.ticket}`;
    case 'position.closed':
      return `trade ${payload.trade.ticket}`;
    case 'order.intended':
      return `intent ${payload.clientOrderId}`;
    case 'order.resolved':
      return `end of ${payload.clientOrderId}`;
    case 'strategy.adjusted':
      return `strategy ${payload.strategyId}`;
    case 'controller.observed':
      return payload.health.length === 0 ? null : 'health';
    default:
      return null;
  }
}
