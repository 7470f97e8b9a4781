import type { JournalRecord } from '../../../shared/events/index.ts';
import { canonicalJson } from '../../../shared/lib/index.ts';
import { apply, packCockpit, unpackCockpit, type CockpitState, type ReadonlyCockpit } from '../../../shared/projection/index.ts';
import type { Engine } from '../../engine/index.ts';

/** A cockpit state as one comparable text: equal only when every fact, and the order of every collection, is. */
export const stateText = (state: ReadonlyCockpit): string => canonicalJson(packCockpit(state));

export const engineText = ({ cockpit, market, intake }: Engine): string =>
  canonicalJson([
    packCockpit(cockpit),
    JSON.parse(JSON.stringify([...market])),
    [...intake.fingerprints],
    [...intake.nonces],
    intake.recent,
  ]);

/** A window: a copy of the state from the moment it connects, kept by the feed alone. */
export class Mirror {
  readonly #state: CockpitState;

  constructor(cockpit: ReadonlyCockpit) {
    this.#state = unpackCockpit(JSON.parse(JSON.stringify(packCockpit(cockpit))));
  }

  hear(batch: readonly JournalRecord[]): void {
    for (const record of batch) if (record.seq > this.#state.lastSeq) apply(this.#state, record);
  }

  /** What a glance can tell: cheap enough for every step. */
  glance(): string {
    return glance(this.#state);
  }

  text(): string {
    return stateText(this.#state);
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
