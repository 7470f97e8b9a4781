import { packCockpit, unpackCockpit } from '#shared/projection';
import type { Engine, IntakeMemory, ReadonlyEngine } from './engine.ts';
import type { SymbolMarket } from '#engine/market';

type PackedEngine = {
  readonly cockpit: unknown;
  readonly market: readonly (readonly [string, SymbolMarket])[];
  readonly intake: {
    readonly fingerprints: readonly (readonly [string, { readonly signalId: string; readonly at: number }])[];
    readonly ids: readonly (readonly [string, number])[];
    readonly nonces: readonly (readonly [string, number])[];
    readonly exits: readonly (readonly [string, { readonly signalId: string; readonly madeAt: number }])[];
    readonly recent: readonly number[];
    /** Absent in a state that was kept before it was counted. */
    readonly entries?: readonly (readonly [string, readonly number[]])[];
  };
};

/** Everything the engine knows as plain JSON, so that a start need not fold the whole journal again. */
export const packEngine = ({ cockpit, market, intake }: ReadonlyEngine): PackedEngine => ({
  cockpit: packCockpit(cockpit),
  market: [...market],
  intake: {
    fingerprints: [...intake.fingerprints],
    ids: [...intake.ids],
    nonces: [...intake.nonces],
    exits: [...intake.exits],
    recent: [...intake.recent],
    entries: [...intake.entries],
  },
});

/** The inverse of `packEngine`. Trusts what it is given: a snapshot is signed, and `verify` folds it again. */
export function unpackEngine(packed: unknown): Engine {
  const { cockpit, market, intake } = packed as PackedEngine;
  const memory: IntakeMemory = {
    fingerprints: new Map(intake.fingerprints),
    ids: new Map(intake.ids),
    nonces: new Map(intake.nonces),
    exits: new Map(intake.exits),
    recent: [...intake.recent],
    entries: new Map(intake.entries ?? []),
  };
  return { cockpit: unpackCockpit(cockpit), market: new Map(market), intake: memory };
}
