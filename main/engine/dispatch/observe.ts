import type { Decision, Payload } from '#shared/events';
import { admits, answeredCall, breakerOf } from '#engine/controller';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { reconcile } from '#engine/orders';
import { missingStopsDue } from '#engine/protection';
import { isFallingAsleep, lookedAfterPause } from '#engine/time';
import { decided, type Turn, type Verdict } from '#engine/turn.ts';
import { continueStops } from '#engine/stop';

/** A fresh look at the terminal: the ledger follows it, unexplained drift makes trading reduce-only, and stops move on. */
export function observe(engine: ReadonlyEngine, turn: Turn, observed: Payload<'terminal.observed'>): Verdict {
  const ledger = reconcile(engine, turn.at, observed);
  const closedNow = new Set(
    ledger.flatMap((decision) => (decision.type === 'position.closed' ? [decision.payload.trade.ticket] : [])),
  );
  const stops = continueStops(engine, turn, observed.snapshot, closedNow);
  const read =
    observed.snapshot === null ? [] : answeredCall(engine.cockpit, 'terminal', 'read', 'succeeded', turn.at, 'snapshot');
  const looked = observed.snapshot === null || isFallingAsleep(engine, turn.at) ? [] : lookedAfterPause(engine);
  const { snapshot, link } = observed;
  const look = snapshot === null ? null : { at: snapshot.at, link, positions: snapshot.positions };
  const protecting = look === null ? [] : missingStopsDue(engine, turn, look, [...ledger, ...stops]);
  return decided(...ledger, ...tradingAfter(engine, ledger), ...stops, ...protecting, ...read, ...looked);
}

function tradingAfter(engine: ReadonlyEngine, ledger: readonly Decision[]): readonly Decision[] {
  const drift = ledger.find((decision) => decision.type === 'drift.changed');
  if (drift === undefined) return [];
  const { trading } = engine.cockpit;
  const isDrifting = drift.payload.items.length > 0;
  if (isDrifting && trading.state === 'active') {
    return [
      {
        type: 'trading.changed',
        payload: { to: 'reducing', reason: 'Ledger and terminal differ', actor: 'engine', certificateId: null },
      },
    ];
  }
  if (!isDrifting && trading.state === 'reducing') {
    return [
      {
        type: 'trading.changed',
        payload: { to: 'active', reason: 'Ledger and terminal agree again', actor: 'engine', certificateId: null },
      },
    ];
  }
  return [];
}

/** May the regular look at the terminal be taken? An open read breaker rests it; a stop that is not finished looks all the same. */
export const mayReadTerminal = (engine: ReadonlyEngine, nowMs: number): boolean =>
  admits(breakerOf(engine.cockpit, 'terminal', 'read'), nowMs) ||
  [...engine.cockpit.certificates.values()].some((certificate) => certificate.endedAt === null);
