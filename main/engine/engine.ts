import type { JournalRecord, Payload } from '#shared/events';
import { setBounded } from '#shared/lib';
import { apply, CLOCK_SLEW_MS, emptyCockpit, forwardBy, type CockpitState, type ReadonlyCockpit } from '#shared/projection';
import { createMarketState, foldBar, type MarketState } from '#engine/market';

/** A signal id and its body's fingerprint are remembered this long, and at most this many of each. */
export const DEDUPE_MS = 24 * 3_600_000;
const DEDUPE_MAX = 20_000;
/** A nonce cannot be used again within its window of 30 s either way; twice that is kept. */
const NONCES_MAX = 5_000;

/** What intake has to remember beyond the signals themselves. */
export type IntakeMemory = {
  /** Fingerprint of a body to the signal it became, with the time. */
  readonly fingerprints: Map<string, { readonly signalId: string; readonly at: number }>;
  /** When a signal id was taken: longer than the signals themselves are kept, so that none is ever traded twice. */
  readonly ids: Map<string, number>;
  readonly nonces: Map<string, number>;
  /** Times of the last accepted signals, oldest first: the rolling minute of the rate limit. */
  recent: number[];
};

/** All the engine knows, built by folding records and nothing else. The cockpit part is what windows hold too. */
export type Engine = { readonly cockpit: CockpitState; readonly market: MarketState; readonly intake: IntakeMemory };
/** The engine for those who decide: they read, `fold` writes. */
export type ReadonlyEngine = {
  readonly cockpit: ReadonlyCockpit;
  readonly market: MarketState;
  readonly intake: Readonly<IntakeMemory>;
};

export const createEngine = (): Engine => ({
  cockpit: emptyCockpit(),
  market: createMarketState(),
  intake: { fingerprints: new Map(), ids: new Map(), nonces: new Map(), recent: [] },
});

/** Folds one record into everything that depends on it. The only writer of engine state. */
export function fold(engine: Engine, record: JournalRecord): void {
  const { lastAt } = engine.cockpit;
  if (record.at < lastAt - CLOCK_SLEW_MS) timeWentBack(engine, record.at, record.at - lastAt);
  const forwardMs = forwardBy(record, lastAt);
  if (forwardMs > 0) shiftIntake(engine.intake, (ms) => ms + forwardMs);
  apply(engine.cockpit, record);
  if (record.type === 'bar.closed') foldBar(engine.market, record.payload.bar, record.payload.spec);
  else if (record.type === 'signal.arrived' || record.type === 'intake.refused') rememberNonce(engine.intake, record);
  else if (record.type === 'signal.accepted') rememberSignal(engine.intake, record.payload);
}

/** A wrong time was put right: what intake counts from moves back with it, and candles of a day that never was are forgotten. */
function timeWentBack({ market, intake }: Engine, at: number, byMs: number): void {
  const shift = (ms: number): number => (ms > at ? ms + byMs : ms);
  for (const [symbol, { lastTime }] of market) if (lastTime > at) market.delete(symbol);
  shiftIntake(intake, shift);
}

function shiftIntake(intake: IntakeMemory, shift: (ms: number) => number): void {
  for (const [id, takenAt] of intake.ids) intake.ids.set(id, shift(takenAt));
  for (const [key, seen] of intake.fingerprints) intake.fingerprints.set(key, { ...seen, at: shift(seen.at) });
  intake.recent = intake.recent.map(shift);
}

function rememberNonce(
  intake: IntakeMemory,
  { payload, at }: Extract<JournalRecord, { type: 'signal.arrived' | 'intake.refused' }>,
): void {
  if (payload.nonce !== null) setBounded(intake.nonces, payload.nonce, at, NONCES_MAX);
}

function rememberSignal(intake: IntakeMemory, { fingerprint, signal, receivedAt }: Payload<'signal.accepted'>): void {
  setBounded(intake.ids, signal.signalId, receivedAt, DEDUPE_MAX);
  setBounded(intake.fingerprints, fingerprint, { signalId: signal.signalId, at: receivedAt }, DEDUPE_MAX);
  const minuteAgo = receivedAt - 60_000;
  if ((intake.recent[0] ?? receivedAt) <= minuteAgo) intake.recent = intake.recent.filter((at) => at > minuteAgo);
  intake.recent.push(receivedAt);
}
