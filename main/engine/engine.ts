import type { Signal } from '#shared/domain';
import type { JournalRecord, Payload } from '#shared/events';
import { appended, setBounded } from '#shared/lib';
import { apply, CLOCK_SLEW_MS, emptyCockpit, forwardBy, type CockpitState, type ReadonlyCockpit } from '#shared/projection';
import { createMarketState, foldBar, foldCandles, type MarketState } from '#engine/market';

/** A signal id and its body's fingerprint are remembered this long, and at most this many of each. */
export const DEDUPE_MS = 24 * 3_600_000;
const DEDUPE_MAX = 20_000;
/** One of each source, symbol and side: more symbols than a terminal has. */
const EXITS_MAX = 10_000;
/** A nonce cannot be used again within its window of 30 s either way; twice that is kept. */
const NONCES_MAX = 5_000;

/** No source may be allowed more entries in 24 h. */
const ENTRIES_MAX = 2_000;

/** What intake has to remember beyond the signals themselves. */
export type IntakeMemory = {
  /** Fingerprint of a body to the signal it became, with the time. */
  readonly fingerprints: Map<string, { readonly signalId: string; readonly at: number }>;
  /** When a signal id was taken: longer than the signals themselves are kept, so that none is ever traded twice. */
  readonly ids: Map<string, number>;
  readonly nonces: Map<string, number>;
  /** The newest exit of each source, symbol and side by the time its sender made it, so that no entry of before is taken after it. */
  readonly exits: Map<string, { readonly signalId: string; readonly madeAt: number }>;
  /** Times of the last accepted signals, oldest first: the rolling minute of the rate limit. */
  recent: number[];
  /** The same of each source's entries, within 24 h. */
  readonly entries: Map<string, readonly number[]>;
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
  intake: { fingerprints: new Map(), ids: new Map(), nonces: new Map(), exits: new Map(), recent: [], entries: new Map() },
});

/** Folds one record into everything that depends on it. The only writer of engine state. */
export function fold(engine: Engine, record: JournalRecord): void {
  const { lastAt } = engine.cockpit;
  if (record.at < lastAt - CLOCK_SLEW_MS) timeWentBack(engine, record.at, record.at - lastAt);
  const forwardMs = forwardBy(record, lastAt);
  if (forwardMs > 0) shiftIntake(engine.intake, (ms) => ms + forwardMs);
  apply(engine.cockpit, record);
  if (record.type === 'bar.closed') foldBar(engine.market, record.payload.bar, record.payload.spec);
  else if (record.type === 'bars.closed') foldCandles(engine.market, record.payload);
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
  for (const [source, times] of intake.entries) intake.entries.set(source, times.map(shift));
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
  rememberExit(intake, signal, receivedAt);
  const minuteAgo = receivedAt - 60_000;
  if ((intake.recent[0] ?? receivedAt) <= minuteAgo) intake.recent = intake.recent.filter((at) => at > minuteAgo);
  intake.recent.push(receivedAt);
  if (signal.kind !== 'entry') return;
  const since = (intake.entries.get(signal.source) ?? []).filter((at) => at > receivedAt - DEDUPE_MS);
  intake.entries.set(signal.source, appended(since, receivedAt, ENTRIES_MAX));
}

function rememberExit({ exits }: IntakeMemory, signal: Signal, receivedAt: number): void {
  const { signalId, source, symbol } = signal;
  if (signal.kind !== 'exit' || signal.untimed === true) return;
  const key = exitKey(source, symbol, signal.exit?.anySide === true ? 'any' : signal.side);
  // Nobody made it after it came, whatever the sender's clock says.
  const madeAt = Math.min(signal.madeAt, receivedAt);
  if (madeAt > (exits.get(key)?.madeAt ?? 0)) setBounded(exits, key, { signalId, madeAt }, EXITS_MAX);
}

/** The newest exit that speaks of what an entry would open, and that its sender made after the entry; null when there is none. */
export function exitAfter(
  { exits }: Readonly<IntakeMemory>,
  { source, symbol, side, madeAt }: Pick<Signal, 'source' | 'symbol' | 'side' | 'madeAt'>,
): { readonly signalId: string; readonly madeAt: number } | null {
  const spoken = (['any', side] as const).flatMap((which) => exits.get(exitKey(source, symbol, which)) ?? []);
  return spoken.filter((one) => one.madeAt > madeAt).sort((one, other) => other.madeAt - one.madeAt)[0] ?? null;
}

const exitKey = (source: string, symbol: string, side: 'any' | Signal['side']): string => `${source} ${side} ${symbol}`;
