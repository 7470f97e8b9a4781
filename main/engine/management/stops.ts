import { plain, priceText } from '#engine/wording.ts';
import { onGrid } from '#engine/u-cells';
import type { Move } from './move.ts';
import type { Sight } from './sight.ts';

/** The stop that break-even or the stop that follows would set now, whichever is better; null while neither has anything better. */
export function stopMove(sight: Sight): Move | null {
  const moves = [breakEven(sight), trailing(sight)].filter((move) => move !== null);
  return moves.reduce<Extract<Move, { kind: 'levels' }> | null>(
    (best, move) => (best === null || sight.up * (move.stopLoss - best.stopLoss) > 0 ? move : best),
    null,
  );
}

type StopMove = Extract<Move, { kind: 'levels' }>;

/** Once, and only once: a trader who moves the stop afterwards has the last word. */
function breakEven({ plan, position, spec, up, gainR, stop }: Sight): StopMove | null {
  const { breakEvenAtR, breakEvenOffsetR } = plan.rules;
  if (breakEvenAtR === null || gainR === null || plan.risk === null || gainR < breakEvenAtR) return null;
  if (plan.moves.some(({ rule }) => rule === 'break_even')) return null;
  const stopLoss = onGrid(position.entry + up * breakEvenOffsetR * plan.risk, spec, up);
  const beyond = breakEvenOffsetR === 0 ? '' : ` and ${plain(breakEvenOffsetR, 2)} R`;
  const text = `${plain(gainR, 2)} R gained, at ${plain(breakEvenAtR, 2)} R the stop goes to the entry${beyond}: ${priceText(stopLoss, spec.digits)}`;
  return isBetter(stopLoss, stop, up, spec.tickSize) && isPlaceable(stopLoss, { position, spec, up })
    ? { kind: 'levels', rule: 'break_even', step: '', stopLoss, text }
    : null;
}

function trailing(sight: Sight): StopMove | null {
  const { plan, position, spec, up, gainR, stop } = sight;
  const { trailing: by, trailingStartR, trailingStepR } = plan.rules;
  if (by === 'off' || gainR === null || plan.risk === null || gainR < trailingStartR) return null;
  const at = followed(sight);
  if (at === null) return null;
  const stopLoss = onGrid(at.price, spec, up === 1 ? -1 : 1);
  const step = Math.max(trailingStepR * plan.risk, spec.tickSize);
  if (!isBetter(stopLoss, stop, up, step) || !isPlaceable(stopLoss, { position, spec, up })) return null;
  const text = `${plain(gainR, 2)} R gained, the stop follows ${at.text}: ${priceText(stopLoss, spec.digits)}`;
  return { kind: 'levels', rule: 'trailing', step: '', stopLoss, text };
}

/** Where the stop belongs, before the price grid; null while what it follows is not known. */
function followed({ plan, position, up, structure }: Sight): { readonly price: number; readonly text: string } | null {
  const { trailing: by, trailingDistance: distance } = plan.rules;
  if (by === 'r') {
    const price = position.current - up * distance * (plan.risk ?? 0);
    return { price, text: `${plain(distance, 2)} R behind the price` };
  }
  const range = structure?.atrM5 ?? null;
  if (range === null || structure === null) return null;
  if (by === 'atr')
    return { price: position.current - up * distance * range, text: `${plain(distance, 2)} M5 ranges behind the price` };
  const swing = up === 1 ? structure.swingLow : structure.swingHigh;
  if (swing === null || swing.confirmedAt < position.openedAt) return null;
  const behind = distance === 0 ? '' : ` by ${plain(distance, 2)} M5 ranges`;
  return { price: swing.price - up * distance * range, text: `the last M5 swing ${swing.side}${behind}` };
}

/** Float noise of prices on the grid. */
const NOISE = 1e-9;

/** Better by at least `least`; a missing stop is always bettered. */
const isBetter = (next: number, stop: number | null, up: 1 | -1, least: number): boolean =>
  stop === null || up * (next - stop) >= least - NOISE;

/** The broker takes a stop this near to the price: its stops level, and a tick of room. */
export const isPlaceable = (level: number, { position, spec, up }: Pick<Sight, 'position' | 'spec' | 'up'>): boolean =>
  up * (position.current - level) >= Math.max(spec.stopsLevel * spec.point, 0) + spec.tickSize - NOISE;
