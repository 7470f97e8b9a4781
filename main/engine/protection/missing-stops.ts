import {
  addressOf,
  directionOf,
  identifierOf,
  NOT_SENT,
  retcodeClass,
  retcodeName,
  subjectsOf,
  type Link,
  type Position,
} from '#shared/domain';
import type { Decision } from '#shared/events';
import { isOpenOrder, type LedgerPosition, type OrderLife } from '#shared/projection';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { intendEnding, intendLevels, levelTriesFor, nextAttempt, triesFor } from '#engine/orders';
import type { Turn } from '#engine/turn.ts';

/** What is seen of the terminal. `at`: when it was looked; null where nobody knows how old the picture is. */
export type Look = { readonly at: number | null; readonly link: Link; readonly positions: readonly Position[] };

/** Pauses before the second, third, ... request for a stop that was refused; the last one repeats. */
const LATER_MS = [500, 1_000, 2_000] as const;
/** A close that was given up is asked for again this often: nothing else bounds the loss. */
const AGAIN_MS = 10_000;
/** A closed market whose opening is unknown is asked again this often: soon at first, as it may be shut for a moment only. */
const SOON_MS = 10_000;
const SHUT_MS = 60_000;
const SOON_MAX = 6;

/** While trading is switched off a stop is asked for again this often. */
const OFF_MS = 10_000;

type Bare = LedgerPosition & { readonly bare: NonNullable<LedgerPosition['bare']> };

/**
 * What is due about positions of ours without a stop. The planned stop is asked for at once and again; where that has not worked
 * within `recovery.withoutStopMs`, or the price is through the stop already, the position is closed, as often as it takes. Nothing
 * holds this back: neither a halt nor a breaker. `decided`: what this turn asks for already, one close of a ticket is enough.
 */
export function missingStopsDue(
  engine: ReadonlyEngine,
  turn: Turn,
  look: Look,
  decided: readonly Decision[],
): readonly Decision[] {
  if (look.link !== 'up' || !isAnyBare(engine, decided)) return [];
  const asked = new Set(decided.flatMap((one) => (one.type === 'order.intended' ? subjectsOf(one.payload.request) : [])));
  return [...engine.cockpit.positions.values()].flatMap((known) => {
    const held = bareBy(known, decided, turn.at);
    const there = look.positions.find((one) => identifierOf(one) === identifierOf(known.position));
    // What the newest picture shows with a stop, or not at all, is settled by the ledger's next look.
    if (held === null || there === undefined || there.stopLoss !== null || asked.has(identifierOf(there))) return [];
    return stepFor(engine, turn, held, there, look.at);
  });
}

/** Most turns find every position with its stop. */
function isAnyBare({ cockpit }: ReadonlyEngine, decided: readonly Decision[]): boolean {
  for (const { bare } of cockpit.positions.values()) if (bare !== undefined) return true;
  return decided.some(({ type, payload }) => type === 'position.changed' && payload.position.stopLoss === null);
}

/** The position if it is without a stop, by the ledger or by what this turn tells it; null where it has one, or is not ours. */
function bareBy(held: LedgerPosition, decided: readonly Decision[], at: number): Bare | null {
  if (held.foreign) return null;
  if (held.bare !== undefined) return { ...held, bare: held.bare };
  const identifier = identifierOf(held.position);
  const isLost = decided.some(
    ({ type, payload }) =>
      type === 'position.changed' && identifierOf(payload.position) === identifier && payload.position.stopLoss === null,
  );
  return isLost ? { ...held, bare: { since: at, isClosing: false } } : null;
}

function stepFor(engine: ReadonlyEngine, turn: Turn, held: Bare, there: Position, seenAt: number | null): readonly Decision[] {
  const { planned, bare } = held;
  if (bare.isClosing) return closeOf(engine, turn, held);
  if (triesFor(engine.cockpit, identifierOf(there)).some(isOpenOrder)) return [];
  const isLate = turn.at - bare.since >= engine.cockpit.config.recovery.withoutStopMs;
  if (planned === undefined) return isLate ? closing(engine, turn, held, 'its stop is not known') : [];
  if (directionOf(there.direction) * (there.current - planned.stopLoss) <= 0)
    return closing(engine, turn, held, `the price ${there.current} is through its stop ${planned.stopLoss}`);
  const tries = levelTriesFor(engine.cockpit, identifierOf(there), bare.since);
  const failed = tries.filter((one) => hasFailed(one, seenAt));
  if (isLate && isHopeless(failed) && stillUntil(failed) === null) return closing(engine, turn, held, whyNot(failed));
  if (failed.length < tries.length || turn.at < pausedUntil(tries)) return [];
  return [
    intendLevels(there, { ...planned, takeProfit: there.takeProfit ?? planned.takeProfit }, there.symbol, turn.at, {
      ...asker(held, bare.since),
      // Every one that was ever asked: times may be put right between two of them, and an id is used once.
      attempt: levelTriesFor(engine.cockpit, identifierOf(there), 0).length,
    }),
  ];
}

const asker = ({ position, signalId }: LedgerPosition, bornAt: number) => ({
  subject: `no-stop|${identifierOf(position)}`,
  bornAt,
  signalId,
  certificateId: null,
});

/** Refused; or a look from after its answer, or from after its deadline where there is none, shows no stop all the same. */
function hasFailed({ outcome, resolvedAt, request }: OrderLife, seenAt: number | null): boolean {
  if (outcome?.kind === 'refused') return true;
  return seenAt !== null && seenAt > (outcome?.kind === 'confirmed' ? (resolvedAt ?? seenAt) : request.deadlineAt);
}

/** The broker had its say, or two requests found nobody: one that was lost with the link says nothing about the next. */
const isHopeless = (failed: readonly OrderLife[]): boolean =>
  failed.length > 1 ||
  failed.some(({ outcome }) => outcome?.kind === 'confirmed' || (outcome?.kind === 'refused' && outcome.retcode !== NOT_SENT));

function pausedUntil(tries: readonly OrderLife[]): number {
  const last = tries.at(-1);
  if (last === undefined) return 0;
  return stillUntil(tries) ?? (last.resolvedAt ?? last.request.deadlineAt) + (LATER_MS[tries.length - 1] ?? LATER_MS[2]);
}

/** Nothing can be traded before then, a close no more than a stop: its market is shut, or trading is switched off. Null: it can. */
function stillUntil(tries: readonly OrderLife[]): number | null {
  const last = tries.at(-1);
  if (last?.outcome?.kind !== 'refused') return null;
  const endedAt = last.resolvedAt ?? last.outcome.at;
  const means = retcodeClass(last.outcome.retcode);
  if (means === 'closed') return last.opensAt ?? endedAt + (tries.length > SOON_MAX ? SHUT_MS : SOON_MS);
  return means === 'disabled' ? endedAt + OFF_MS : null;
}

function whyNot(failed: readonly OrderLife[]): string {
  const last = failed.at(-1)?.outcome;
  const said =
    last?.kind === 'refused'
      ? `${last.text} (${retcodeName(last.retcode)} ${last.retcode})`
      : last?.kind === 'confirmed'
        ? 'the broker confirmed it and shows none'
        : 'no answer';
  return `${failed.length} ${failed.length === 1 ? 'request' : 'requests'} for its stop failed: ${said}`;
}

/** From here on it is being closed, and that is on record with the reason. */
function closing(engine: ReadonlyEngine, turn: Turn, held: Bare, why: string): readonly Decision[] {
  const { ticket, symbol } = held.position;
  const seconds = Math.round((turn.at - held.bare.since) / 100) / 10;
  const text = `${symbol} ${ticket} is closed after ${seconds} s without a stop: ${why}`.slice(0, 500);
  return [
    { type: 'position.protected', payload: { ticket: identifierOf(held.position), symbol, how: 'closing', text } },
    ...closeOf(engine, turn, held),
  ];
}

function closeOf(engine: ReadonlyEngine, turn: Turn, held: Bare): readonly Decision[] {
  const { symbol } = held.position;
  const tries = triesFor(engine.cockpit, identifierOf(held.position));
  const next = nextAttempt(tries, turn.at);
  const last = tries.at(-1);
  const isAgain = next.kind === 'give_up' && turn.at >= (last?.resolvedAt ?? turn.at) + AGAIN_MS;
  if (next.kind !== 'ask' && !isAgain) return [];
  const attempt = next.kind === 'ask' ? next.attempt : tries.length;
  return [
    intendEnding({ op: 'close', ...addressOf(held.position), volume: null }, symbol, turn.at, {
      ...asker(held, held.bare.since),
      attempt,
    }),
  ];
}
