import { directionOf, exitPrice, identifierOf, specOf, type Facts, type Position, type SymbolSpec } from '#shared/domain';
import type { LedgerPosition, PositionPlan } from '#shared/projection';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { structureView, type StructureView } from '#engine/market';

/** A managed position as it stands at one moment: what every rule looks at. */
export type Sight = {
  readonly held: LedgerPosition;
  readonly plan: PositionPlan;
  /** As the terminal has it. `current` is the price it would be closed at. */
  readonly position: Position;
  readonly spec: SymbolSpec;
  /** +1 for BUY, -1 for SELL: multiplies a price move into a gain. */
  readonly up: 1 | -1;
  /** Gain by price, in R; null where the position has no R. */
  readonly gainR: number | null;
  /** The best stop that is known: the terminal's, the ledger's, or one that was confirmed a moment ago. Null: none. */
  readonly stop: number | null;
  readonly structure: StructureView | null;
  readonly nowMs: number;
};

/** What was confirmed counts this long before a look at the terminal has to show it. */
export const SEEN_WITHIN_MS = 10_000;

/** Null where nothing may be decided about the position: it is not managed, not seen, not described, or stands on the other side. */
export function sightOf(engine: ReadonlyEngine, held: LedgerPosition, facts: Facts, nowMs: number): Sight | null {
  const { plan } = held;
  const seen = facts.positions.find((one) => identifierOf(one) === identifierOf(held.position));
  const position = seen === undefined ? undefined : atNewestPrice(seen, facts, nowMs);
  const spec = specOf(facts, held.position.symbol);
  if (plan === undefined || position === undefined || spec === null || position.direction !== plan.side) return null;
  const up = directionOf(plan.side);
  return {
    ...{ held, plan, position, spec, up, nowMs },
    // Without float noise: a price that is exactly there has reached it.
    gainR: plan.risk === null ? null : Number(((up * (position.current - position.entry)) / plan.risk).toFixed(9)),
    stop: bestStop(up, [
      position.stopLoss,
      held.position.stopLoss,
      ...plan.moves.filter(({ at }) => nowMs - at < SEEN_WITHIN_MS).map(({ stop }) => stop),
    ]),
    structure: structureView(engine.market, held.position.symbol),
  };
}

/** A price older than this says less than the one a snapshot came with. */
const PRICE_AGE_MS = 30_000;

/** The position at the newest price that is known, by which it would be closed. */
export function atNewestPrice(position: Position, { prices = [], quote }: Facts, nowMs: number): Position {
  const newest = [...prices, ...(quote === null ? [] : [quote])].find(({ symbol }) => symbol === position.symbol);
  if (newest === undefined || nowMs - newest.at > PRICE_AGE_MS) return position;
  return { ...position, current: exitPrice(position.direction, newest) };
}

/** The one at which least can be lost. */
function bestStop(up: 1 | -1, stops: readonly (number | null)[]): number | null {
  let best: number | null = null;
  for (const stop of stops) if (stop !== null && (best === null || up * (stop - best) > 0)) best = stop;
  return best;
}
