import { directionOf, effectOf, identifierOf, specOf, type Facts, type OrderRequest, type Position } from '#shared/domain';
import type { ClosedPart, PositionAsk, PositionPreview } from '#shared/events';
import { positionNamed, type LedgerPosition } from '#shared/projection';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { withLedger } from '#engine/exposure';
import { roomOf } from '#engine/rulebook';
import { spreadCostOf } from '#engine/saga';
import type { Turn, Verdict } from '#engine/turn.ts';
import { handlePosition } from './by-hand.ts';

type Standing = PositionPreview['before'];

type Asked = Exclude<PositionAsk, { readonly reverse: unknown }>;

/**
 * What a change of an open position by hand would come to now: decided as the act itself would be, and nothing follows from it.
 * Null: there is no such position.
 */
export function previewPosition(engine: ReadonlyEngine, ask: Asked, seen: Facts, nowMs: number): PositionPreview | null {
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
  const opposite = oppositeOf(request, facts);
  const changed = after(position, request, opposite);
  const other = opposite === null ? null : after(opposite, request, position);
  return {
    ...base,
    verdict: 'passed',
    refusal: null,
    effect: effect === 'open' ? null : effect,
    after: standing(engine, held, changed, other === null ? facts : withPosition(facts, other), nowMs),
    ...(opposite === null || other === null
      ? {}
      : {
          by: {
            ticket: opposite.ticket,
            before: opposite.volume,
            after: other.volume,
            saves: savedBy(position, opposite, facts),
          },
        }),
  };
}

/** The position that it is closed by. */
function oppositeOf(request: OrderRequest, { positions }: Facts): Position | null {
  if (request.op !== 'close_by') return null;
  const named = request.byPosition ?? request.by;
  return positions.find((one) => identifierOf(one) === named) ?? null;
}

/** Closed by each other neither pays the spread that closing one of them at the market would cost. */
function savedBy({ symbol, volume }: Position, opposite: Position, facts: Facts): number | null {
  const spec = specOf(facts, symbol);
  const quote = facts.quote?.symbol === symbol ? facts.quote : null;
  return spec === null || quote === null ? null : spreadCostOf(quote, Math.min(volume, opposite.volume), spec);
}

/** The facts with a position as it would be then. */
function withPosition(facts: Facts, position: Position): Facts {
  const others = facts.positions.filter((one) => identifierOf(one) !== identifierOf(position));
  return { ...facts, positions: position.volume === 0 ? others : [...others, position] };
}

/** The turn that the act would have; a preview has no record, so its ids are never used. */
function decidedOn(engine: ReadonlyEngine, ask: Asked, facts: Facts, at: number): Verdict {
  const { ticket } = ask;
  const action =
    'levels' in ask
      ? { act: 'modify-position' as const, ticket, ...ask.levels, reason: null }
      : { act: 'close-position' as const, ticket, foreign: true, ...('by' in ask ? { by: ask.by } : partIn(ask.part)) };
  const input = { type: 'operator.acted', payload: { action, facts } } as const;
  const turn: Turn = { input, at, actor: 'preview', correlationId: 'preview', seq: engine.cockpit.lastSeq + 1, run: '' };
  return handlePosition(engine, turn, action, facts);
}

const partIn = (part: ClosedPart | null): { readonly part?: ClosedPart } => (part === null ? {} : { part });

function requestOf({ decisions }: Verdict): OrderRequest | null {
  const intent = decisions.find(({ type }) => type === 'order.intended');
  return intent?.type === 'order.intended' ? intent.payload.request : null;
}

/** The position once the request was carried out. No lots: it is gone. */
function after(position: Position, request: OrderRequest, opposite: Position | null): Position {
  if (request.op === 'modify') return { ...position, stopLoss: request.stopLoss, takeProfit: request.takeProfit };
  const closed = request.op === 'close' ? (request.volume ?? position.volume) : (opposite?.volume ?? position.volume);
  return { ...position, volume: Number(Math.max(0, position.volume - closed).toFixed(8)) };
}

function standing(engine: ReadonlyEngine, held: LedgerPosition, position: Position, facts: Facts, nowMs: number): Standing {
  const { volume, stopLoss, takeProfit } = position;
  const room = roomOf(engine.cockpit, withPosition(facts, position), nowMs);
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
