import type { JournalRecord } from '#shared/events';
import { apply, fork, packCockpit, unpackCockpit, type CockpitState, type ReadonlyCockpit } from '#shared/projection';
import { same } from '../host/same.ts';

/** A window: a copy of the state from the moment it connects, kept by the feed alone. */
export class Mirror {
  readonly #state: CockpitState;

  constructor(cockpit: ReadonlyCockpit, wired: boolean) {
    this.#state = wired ? unpackCockpit(JSON.parse(JSON.stringify(packCockpit(cockpit)))) : fork(cockpit);
  }

  hear(batch: readonly JournalRecord[]): void {
    for (const record of batch) if (record.seq > this.#state.lastSeq) apply(this.#state, record);
  }

  /** What a glance can tell: cheap enough for every step. */
  glance(): string {
    return glance(this.#state);
  }

  /** Fact by fact, in the same order. */
  shows(cockpit: ReadonlyCockpit): boolean {
    return same(this.#state, cockpit);
  }
}

export const glance = ({
  lastSeq,
  trading,
  approvalMode,
  signals,
  pending,
  orders,
  positions,
  alarms,
  drift,
}: ReadonlyCockpit): string =>
  `${lastSeq} ${trading.state} ${approvalMode} ${signals.size} ${pending.size} ${orders.size} ${positions.size} ${alarms.size} ${drift?.items.length ?? 0}`;
