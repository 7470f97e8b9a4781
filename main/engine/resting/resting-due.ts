import { directionOf, specOf, type CriterionCode, type Facts, type OldCode } from '#shared/domain';
import type { Decision } from '#shared/events';
import { isAlwaysOpen, type OrderLife } from '#shared/projection';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { quietAt } from '#engine/market';
import { restingEntries, triesFor } from '#engine/orders';
import { evaluate, questionOf } from '#engine/product-owner';
import { entryRoom, roomOf } from '#engine/rulebook';
import type { Turn } from '#engine/turn.ts';
import { cancelOf } from './cancel.ts';

/** A server that keeps the end of an order needs a moment for it; past that the cockpit takes it away. */
const EXPIRY_GRACE_MS = 2_000;
/** A cancel is on its way for a moment: it is asked for this long before the time that forbids a fill. */
const LEAD_MS = 5_000;

/**
 * Resting entries that have to go: past their end, wanted gone before and still there, or such that the rules of this moment would
 * take no entry. A fill cannot be refused any more, so what must not be filled may not rest.
 */
export function restingDue(engine: ReadonlyEngine, turn: Turn, facts: Facts): readonly Decision[] {
  // A stop cancels by itself; where an unsound journal halted, nothing is asked on the ledger's word.
  if (engine.cockpit.trading.state === 'halted') return [];
  return restingEntries(engine.cockpit).flatMap((entry) =>
    hasToGo(engine, turn, entry, facts) ? cancelOf(engine, turn, entry) : [],
  );
}

function hasToGo(engine: ReadonlyEngine, { at }: Turn, entry: OrderLife, facts: Facts): boolean {
  const { request, ticket } = entry;
  const expiresAt = (request.op === 'open' ? request.pending?.expiresAt : null) ?? Infinity;
  if (at >= expiresAt + EXPIRY_GRACE_MS) return true;
  if (ticket !== null && triesFor(engine.cockpit, ticket, 'cancel').length > 0) return true;
  if (entry.rest !== undefined && !isGoingOn(engine, entry)) return true;
  if (entry.rest !== undefined && isMovedOn(engine, entry)) return true;
  return isForbidden(engine, entry, facts, at);
}

/** What was filled of it is still held. What is left of an idea that is over would begin it once more, without its signal. */
const isGoingOn = ({ cockpit }: ReadonlyEngine, { clientOrderId, signalId }: OrderLife): boolean =>
  [...cockpit.positions.values()].some(
    (held) => held.position.clientOrderId === clientOrderId || (signalId !== null && held.signalId === signalId),
  );

/**
 * The position that a part of it was filled as is managed by now, or its stop stands nearer than the order's: what is left would add
 * to what is being reduced, and bring the old stop back with it.
 */
const isMovedOn = ({ cockpit }: ReadonlyEngine, { clientOrderId, request }: OrderLife): boolean =>
  [...cockpit.positions.values()].some(({ position, plan }) => {
    if (position.clientOrderId !== clientOrderId || request.op !== 'open') return false;
    const nearer = position.stopLoss === null ? 0 : directionOf(request.side) * (position.stopLoss - request.stopLoss);
    return (plan?.moves.length ?? 0) > 0 || nearer > PRICE_NOISE;
  });
const PRICE_NOISE = 1e-9;

/** Rules of the product owner that forbid a fill as they forbid an entry. Trend, volatility and win rate were judged when it was placed. */
const STANDING: ReadonlySet<CriterionCode | OldCode> = new Set([
  'trading_active',
  'no_drift',
  'not_stopped',
  'day_limit_used_pct',
  'strategy_enabled',
  'risk_on',
]);
/** Blocks that pass by themselves within a look, or speak of entries to come alone. */
const PASSING_BLOCKS: ReadonlySet<string> = new Set(['after_pause', 'repeated_entries']);

function isForbidden(engine: ReadonlyEngine, { signalId, reserve }: OrderLife, facts: Facts, at: number): boolean {
  const { cockpit } = engine;
  const life = signalId === null ? undefined : cockpit.signals.get(signalId);
  if (life === undefined) return false;
  if ([...cockpit.blocks.values()].some(({ code }) => !PASSING_BLOCKS.has(code))) return true;
  const { signal, strategyId, overrides } = life;
  const judged = (when: number) =>
    evaluate(questionOf(signal, strategyId, overrides, cockpit, facts, null, when)).criteria.filter(
      ({ ok, hard, code }) => !ok && (hard || !overrides.includes(code)),
    );
  const kept: readonly string[] = cockpit.config.limits.pendingsKeptAt;
  const failed = [...judged(at), ...judged(at + LEAD_MS)];
  // A firm's own rule on news cannot be set aside by the configuration.
  if (failed.some(({ code, hard }) => code === 'news' && (hard || !kept.includes('news')))) return true;
  if (failed.some(({ code }) => code === 'session') && !kept.includes('session')) return true;
  // Without the account nothing is known about room: nothing is cancelled on that.
  if (facts.account !== null && failed.some(({ code }) => STANDING.has(code))) return true;
  const isQuiet = !isAlwaysOpen(cockpit) && quietAt(at + LEAD_MS, cockpit.config.calendar) !== null;
  if (isQuiet && !kept.includes('quiet') && !overrides.includes('quiet_time')) return true;
  return specOf(facts, signal.symbol) !== null && isBeyondRoom(engine, facts, at, reserve);
}

/** Money by which the room may seem short before an order goes for it, as a share of what it reserves: spreads breathe. */
const SHORT_OF_RESERVE = 0.01;

/** What is reserved no longer fits the room: filled and stopped, it would end beyond a floor. */
function isBeyondRoom({ cockpit }: ReadonlyEngine, facts: Facts, at: number, reserve: number): boolean {
  const room = roomOf(cockpit, facts, at);
  if (room === null) return false;
  const { day, total } = entryRoom(room, cockpit.config.rulebook);
  return Math.min(day ?? Infinity, total) < -SHORT_OF_RESERVE * reserve;
}
