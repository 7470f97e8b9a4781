import { addressOf, identifierOf, subjectsOf, type Facts, type Quote } from '#shared/domain';
import type { Decision } from '#shared/events';
import type { LedgerPosition, PositionPlan } from '#shared/projection';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { intendEnding, intendLevels, LOTS_NOISE, underWay } from '#engine/orders';
import type { Turn } from '#engine/turn.ts';
import { exitMove } from './exits.ts';
import type { Move } from './move.ts';
import { partialMove, weakeningMove } from './parts.ts';
import { planDue, plansDue } from './plan.ts';
import { SEEN_WITHIN_MS, sightOf, type Sight } from './sight.ts';
import { stopMove } from './stops.ts';

/**
 * What is due about managed positions at this moment: plans for new ones, and at most one move a position, an intent each. It
 * needs a link: without one the broker's own stop is what protects. `decided` by this turn already: what it asks about a position,
 * or a stop that begins in it, comes first.
 */
export function managementDue(
  engine: ReadonlyEngine,
  turn: Turn,
  facts: Facts | null,
  decided: readonly Decision[],
): readonly Decision[] {
  const plans = plansDue(engine);
  if (facts === null || facts.link !== 'up' || facts.account === null) return plans;
  if (decided.some(({ type }) => type === 'trading.changed' || type === 'stop.progressed')) return plans;
  const asked = new Set(decided.flatMap((one) => (one.type === 'order.intended' ? subjectsOf(one.payload.request) : [])));
  const moves = [...engine.cockpit.positions.values()].flatMap((held) => {
    if (asked.has(identifierOf(held.position))) return [];
    const wanted = moveOf(engine, held, facts, turn.at);
    return wanted === null ? [] : [intent(turn, wanted.sight, wanted.move)];
  });
  return [...plans, ...moves];
}

/** Whether a price makes a move due. Cheap: asked for every price of a symbol in which something is managed. */
export function isMoveDue(engine: ReadonlyEngine, quote: Quote, facts: () => Facts, nowMs: number): boolean {
  if (engine.cockpit.positions.size === 0) return false;
  const here = [...engine.cockpit.positions.values()].filter(({ position }) => position.symbol === quote.symbol);
  if (here.some((held) => planDue(engine, held) !== null)) return true;
  const managed = here.filter(({ plan }) => plan !== undefined && !isPaused(plan, nowMs));
  if (managed.length === 0) return false;
  const seen = facts();
  if (seen.link !== 'up' || seen.account === null) return false;
  return managed.some((held) => moveOf(engine, held, { ...seen, prices: [quote] }, nowMs) !== null);
}

const isPaused = ({ refused }: PositionPlan, nowMs: number): boolean => refused !== null && nowMs < refused.until;

/** The one move that is due about a position: out first, then parts, then its stop. Null while anything is under way about it. */
function moveOf(
  engine: ReadonlyEngine,
  held: LedgerPosition,
  facts: Facts,
  nowMs: number,
): { readonly sight: Sight; readonly move: Move } | null {
  const { plan, position } = held;
  if (plan === undefined || isPaused(plan, nowMs)) return null;
  // A position without its stop gets that first.
  const identifier = identifierOf(position);
  if (held.bare !== undefined || isSpokenFor(engine, identifier) || underWay(engine.cockpit, identifier).length > 0) return null;
  // What was closed whole is gone with the next look.
  const isWhole = plan.moves.some(({ lots, at, of = position.volume }) => lots + LOTS_NOISE >= of && nowMs - at < SEEN_WITHIN_MS);
  if (isWhole) return null;
  const sight = sightOf(engine, held, facts, nowMs);
  if (sight === null) return null;
  // What no journal holds could be asked again after a restart: a part closed twice. All of it can be gone only once.
  const isWritten = engine.cockpit.journalFault === null;
  const move = exitMove(engine, sight) ?? (isWritten ? (partialMove(sight) ?? weakeningMove(sight) ?? stopMove(sight)) : null);
  return move === null ? null : { sight, move };
}

/** A stop is closing everything, or ledger and terminal differ about it: others have the word. */
function isSpokenFor({ cockpit }: ReadonlyEngine, identifier: string): boolean {
  const isClosing = [...cockpit.certificates.values()].some(({ endedAt, flatten }) => endedAt === null && flatten);
  return isClosing || (cockpit.drift?.items.some((item) => item.ticket === identifier) ?? false);
}

function intent(turn: Turn, { held, position }: Sight, move: Move): Decision {
  const { symbol, takeProfit, openedAt } = position;
  const asker = {
    subject: `manage|${identifierOf(position)}|${turn.seq}`,
    bornAt: openedAt,
    attempt: 0,
    signalId: held.signalId,
    certificateId: null,
    managed: { rule: move.rule, step: move.step, text: move.text, by: 'engine' },
  };
  if (move.kind === 'levels') return intendLevels(position, { stopLoss: move.stopLoss, takeProfit }, symbol, turn.at, asker);
  return intendEnding({ op: 'close', ...addressOf(position), volume: move.lots }, symbol, turn.at, asker);
}

/** The next moment at which the clock closes a managed position, after `nowMs`; null when there is none. */
export function nextExit({ cockpit }: ReadonlyEngine, nowMs: number): number | null {
  let next: number | null = null;
  for (const { plan } of cockpit.positions.values())
    for (const { at } of plan?.exits ?? []) if (at > nowMs && (next === null || at < next)) next = at;
  return next;
}
