import { identifierOf, type Position, type SymbolSpec } from '#shared/domain';
import type { PositionPlan } from '#shared/projection';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { structureView } from '#engine/market';
import { onGrid } from '#engine/u-cells';
import { plain } from '#engine/wording.ts';

/** Prices at which the rules of a position would act next; prices that it would be closed at, on the grid. */
export type Turns = { readonly position: Position; readonly ahead: readonly number[]; readonly against: number | null };

/**
 * Where the rules of each managed position in a symbol act next: parts, stops that go to the entry or follow, and the way out when it
 * is too far against. For a replay of bars, which has to show a price at each of them.
 */
export function turnsOf(
  { cockpit, market }: Pick<ReadonlyEngine, 'cockpit' | 'market'>,
  positions: readonly Position[],
  spec: SymbolSpec,
): readonly Turns[] {
  return positions.flatMap((position) => {
    const plan = cockpit.positions.get(identifierOf(position))?.plan;
    if (plan === undefined || plan.risk === null || position.symbol !== spec.symbol) return [];
    const up = plan.side === 'BUY' ? 1 : -1;
    const at = (r: number): number => position.entry + up * r * (plan.risk ?? 0);
    const range = structureView(market, spec.symbol)?.atrM5 ?? null;
    const ahead = [...gains(plan).map(at), ...followed(plan, position, up, spec, range)].map((price) => onGrid(price, spec, up));
    const { maxAdverseR } = plan.rules;
    return [{ position, ahead, against: maxAdverseR === null ? null : onGrid(at(-maxAdverseR), spec, up === 1 ? -1 : 1) }];
  });
}

/** Gains in R at which something is still to be done. */
function gains({ rules, moves }: PositionPlan): readonly number[] {
  const { breakEvenAtR, partials, trailing, trailingStartR } = rules;
  return [
    ...(breakEvenAtR === null || moves.some(({ rule }) => rule === 'break_even') ? [] : [breakEvenAtR]),
    ...partials
      .map(({ atR }) => atR)
      .filter((atR) => !moves.some(({ rule, step }) => rule === 'partial' && step === plain(atR, 4))),
    ...(trailing === 'off' ? [] : [trailingStartR]),
  ];
}

/** The price that would move a stop which follows the price by its next step. */
function followed(
  { rules, risk }: PositionPlan,
  { stopLoss }: Position,
  up: 1 | -1,
  spec: SymbolSpec,
  range: number | null,
): readonly number[] {
  const { trailing, trailingDistance, trailingStepR } = rules;
  const unit = trailing === 'r' ? risk : trailing === 'atr' ? range : null;
  if (unit === null || stopLoss === null) return [];
  return [onGrid(stopLoss + up * Math.max(trailingStepR * (risk ?? 0), spec.tickSize), spec, up) + up * trailingDistance * unit];
}
