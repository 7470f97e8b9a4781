import { directionOf, effectOf, identifierOf, specOf, type Facts, type OrderRequest, type Position } from '#shared/domain';
import type { PositionAsk, PositionPreview } from '#shared/events';
import { positionNamed, type LedgerPosition } from '#shared/projection';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { withLedger } from '#engine/exposure';
import { roomOf } from '#engine/rulebook';
import type { Turn, Verdict } from '#engine/turn.ts';
import { handlePosition } from './by-hand.ts';

type Standing = PositionPreview['before'];

/**
 * What a change of an open position by hand would come to now: decided as the act itself would be, and nothing follows from it.
 * Null: there is no such position.
 */
export function previewPosition(engine: ReadonlyEngine, ask: PositionAsk, seen: Facts, nowMs: number): PositionPreview | null {
  const held = positionNamed(engine.cockpit, ask.ticket);
  if (held === undefined) return null;
  const facts = withLedger(engine.cockpit, seen);
  const position = facts.positions.find((one) => identifierOf(one) === identifierOf(held.position)) ?? held.position;
  const verdict = decidedOn(engine, ask, facts, nowMs);
  const base = { at: nowMs, ticket: ask.ticket, before: standing(engine, held, position, facts, nowMs) };
  const request = requestOf(verdict);
  if (request === null) {
    const refusal = verdict.answer?.kind === 'refused' ? verdict.answer.detail : 'Nothing would be asked of the terminal';
    return { ...base, verdict: 'refused', refusal, effect: null, after: null };
  }
  const effect = effectOf(request, held.position);
  const changed = after(position, request);
  return {
    ...base,
    verdict: 'passed',
    refusal: null,
    effect: effect === 'open' ? null : effect,
    after: standing(engine, held, changed, facts, nowMs),
  };
}

/** The turn that the act would have; a preview has no record, so its ids are never used. */
function decidedOn(engine: ReadonlyEngine, ask: PositionAsk, facts: Facts, at: number): Verdict {
  const { ticket } = ask;
  const action =
    'levels' in ask
      ? { act: 'modify-position' as const, ticket, ...ask.levels, reason: null }
      : { act: 'close-position' as const, ticket, foreign: true, ...(ask.part === null ? {} : { part: ask.part }) };
  const input = { type: 'operator.acted', payload: { action, facts } } as const;
  const turn: Turn = { input, at, actor: 'preview', correlationId: 'preview', seq: engine.cockpit.lastSeq + 1, run: '' };
  return handlePosition(engine, turn, action, facts);
}

function requestOf({ decisions }: Verdict): OrderRequest | null {
  const intent = decisions.find(({ type }) => type === 'order.intended');
  return intent?.type === 'order.intended' ? intent.payload.request : null;
}

/** The position once the request was carried out. No lots: it is gone. */
function after(position: Position, request: OrderRequest): Position {
  if (request.op === 'modify') return { ...position, stopLoss: request.stopLoss, takeProfit: request.takeProfit };
  const volume = request.op === 'close' && request.volume !== null ? Number((position.volume - request.volume).toFixed(8)) : 0;
  return { ...position, volume };
}

function standing(engine: ReadonlyEngine, held: LedgerPosition, position: Position, facts: Facts, nowMs: number): Standing {
  const { volume, stopLoss, takeProfit } = position;
  const others = facts.positions.filter((one) => identifierOf(one) !== identifierOf(position));
  const room = roomOf(engine.cockpit, { ...facts, positions: volume === 0 ? others : [...others, position] }, nowMs);
  const atStop = moneyAtStop(position, facts);
  return {
    ...{ volume, stopLoss, takeProfit, atStop },
    atStopR: atStop === null || held.riskMoney === null || held.riskMoney <= 0 ? null : atStop / held.riskMoney,
    openRisk: room?.openRisk ?? null,
    roomAtStops: room === null ? null : Math.min(room.dayRoom, room.totalRoom) - room.openRisk - room.reserved,
  };
}

/** What is left of it comes to at its stop, by price alone: account currency, negative when it costs. */
function moneyAtStop({ symbol, direction, entry, stopLoss, volume }: Position, facts: Facts): number | null {
  const spec = specOf(facts, symbol);
  if (spec === null || stopLoss === null) return null;
  const ticks = (directionOf(direction) * (stopLoss - entry)) / spec.tickSize;
  return ticks * (ticks < 0 ? spec.tickValueLoss : spec.tickValueProfit) * volume;
}
