import type { Signal } from '#shared/domain';
import type { Payload } from '#shared/events';
import type { SignalLife } from '#shared/projection';
import { DEDUPE_MS, type ReadonlyEngine } from '#engine/engine.ts';
import { derivedId } from './dialects/index.ts';

/** What arrived: a wish of its own, under the id it is kept by, or the repetition of an earlier signal. */
export type Identity =
  /** `copyOf`: the earlier signal of the same id, which a rule refused. */
  | { readonly kind: 'new'; readonly signal: Signal; readonly copyOf?: string }
  | { readonly kind: 'duplicate'; readonly signalId: string };

/** A text that carries neither an id nor a time is an echo for so long, and a new wish after that. */
const ECHO_MS = 60_000;
const ID_MAX = 110;

/**
 * Identity is by kind: an exit never repeats an entry. One that led to an entry order is known for ever, by the journal. The memory
 * here is bounded and serves what never traded. A copy that a rule refused makes no later one a duplicate.
 */
export function identityOf(
  engine: ReadonlyEngine,
  signal: Signal,
  { fingerprint, traded }: Payload<'signal.arrived'>,
  nowMs: number,
): Identity {
  if (signal.kind !== 'entry') return endingIdentity(engine, signal, nowMs);
  const isConstant = signal.untimed === true && signal.signalId === derivedId(fingerprint);
  const same = engine.intake.fingerprints.get(fingerprint);
  const isSame = same !== undefined && nowMs - same.at < (isConstant ? ECHO_MS : DEDUPE_MS);
  if (isConstant) {
    if (isSame && !isRefused(engine.cockpit.signals.get(same.signalId))) return { kind: 'duplicate', signalId: same.signalId };
    return { kind: 'new', signal: renamed(engine, signal, nowMs) };
  }
  if (traded?.kind === 'traded') return { kind: 'duplicate', signalId: traded.signalId };
  if (isSame && !isRefused(engine.cockpit.signals.get(same.signalId))) return { kind: 'duplicate', signalId: same.signalId };
  return entryIdentity(engine, signal, nowMs);
}

function entryIdentity(engine: ReadonlyEngine, signal: Signal, nowMs: number): Identity {
  const { signals } = engine.cockpit;
  const isEndings = (signals.get(signal.signalId)?.signal.kind ?? 'entry') !== 'entry';
  const ids = idsOf(signal.signalId).filter((_, index) => !isEndings || index > 0);
  // The last of them that is on record: what lies before was refused.
  const taken = ids.findLast((id) => signals.get(id)?.signal.kind === 'entry');
  const copy = taken === undefined ? {} : { copyOf: taken };
  for (const signalId of ids) {
    const known = signals.get(signalId);
    const takenAt = engine.intake.ids.get(signalId);
    if (known === undefined && (takenAt === undefined || nowMs - takenAt >= DEDUPE_MS))
      return signalId === signal.signalId ? { kind: 'new', signal } : { kind: 'new', signal: { ...signal, signalId }, ...copy };
    if (!isRefused(known)) return { kind: 'duplicate', signalId };
  }
  return { kind: 'duplicate', signalId: ids.at(-1) ?? signal.signalId };
}

/**
 * The ids under which an entry may be on record: its own, and those that it gets when an exit has its own or a rule refused it before.
 * `traded` has to look for each of them.
 */
export const idsOf = (signalId: string): readonly string[] => [
  signalId,
  ...['2', '3', '4'].map((suffix) => `${signalId.slice(0, ID_MAX)}-${suffix}`),
];

/** A refusal by a rule. What the trader turned down, and what ran out, was judged: its copies are copies. */
const isRefused = (life: SignalLife | undefined): boolean => life?.state === 'rejected' && life.approval === null;

/** An exit or a cancel is a new wish whenever it comes, except while what it would close is being closed. */
function endingIdentity(engine: ReadonlyEngine, signal: Signal, nowMs: number): Identity {
  const { cockpit } = engine;
  const isCopy = (id: string): boolean => id === signal.signalId || id.startsWith(`${signal.signalId.slice(0, ID_MAX)}-`);
  const begun = [...cockpit.exits]
    .map((id) => cockpit.signals.get(id))
    .find((life) => life !== undefined && isCopy(life.signalId));
  const latest = begun ?? cockpit.signals.get(signal.signalId);
  const isUnderWay = latest !== undefined && latest.signal.kind === signal.kind && /^(?:received|ordered)$/.test(latest.state);
  if (isUnderWay && !isEntryAfter(engine, latest)) return { kind: 'duplicate', signalId: latest.signalId };
  return { kind: 'new', signal: renamed(engine, signal, nowMs) };
}

/** An entry of the symbol came after the exit: a second exit means that one. */
const isEntryAfter = ({ cockpit }: ReadonlyEngine, { signal: { symbol }, receivedAt }: SignalLife): boolean =>
  [...cockpit.signals.values()].some(
    (life) => life.signal.kind === 'entry' && life.signal.symbol === symbol && life.receivedAt >= receivedAt,
  );

/** The signal under an id that is free: its own, or one with the time. */
function renamed({ cockpit, intake }: ReadonlyEngine, signal: Signal, nowMs: number): Signal {
  const isFree = (id: string): boolean => !cockpit.signals.has(id) && !intake.ids.has(id);
  if (isFree(signal.signalId)) return signal;
  const base = `${signal.signalId.slice(0, ID_MAX)}-${nowMs.toString(36)}`;
  let signalId = base;
  for (let count = 2; !isFree(signalId); count += 1) signalId = `${base}-${count}`;
  return { ...signal, signalId };
}
