import { directionOf, type Side } from '#shared/domain';

/** A stop or a target as a line states it, and what its key says of the unit. */
export type Distance = {
  readonly key: string;
  readonly value: number;
  readonly unit: 'pips' | 'price' | null;
  readonly sign: 1 | -1;
};
export type Unit = 'pips' | 'price' | 'unclear' | 'neither';

/** A level lies within this share of the price, as a price and as a distance. */
const NEAR = 0.05;
/** Fewer pips than this are no stop, unless the key says so: the number is a price. */
const PIPS_MIN = 3;

/**
 * Whether numbers without a unit are pips or prices, judged by their size against the price of the symbol and by the side on which
 * they would lie. All of one body have the same unit. `unclear`: both fit.
 */
export function unitOf(distances: readonly Distance[], side: Side, entry: number, pip: number): Unit {
  const open = distances.filter(({ unit }) => unit === null);
  if (open.length === 0) return 'price'; // Each says its own.
  const isNear = open.every(({ value }) => Math.abs(value / entry - 1) <= NEAR);
  const isPrice = isNear && open.every(({ value, sign }) => directionOf(side) * sign * (value - entry) > 0);
  const isPips = open.every(({ value }) => value >= PIPS_MIN && value * pip <= NEAR * entry);
  // A price on the wrong side is no distance of a pip or two.
  if (isNear && open.every(({ value }) => value < PIPS_MIN)) return isPrice ? 'price' : 'neither';
  if (isPrice && isPips) return 'unclear';
  return isPips ? 'pips' : isPrice ? 'price' : 'neither';
}

/** Where a level lies, given its unit. */
export const levelAt = ({ value, sign }: Distance, unit: 'pips' | 'price', side: Side, entry: number, pip: number): number =>
  unit === 'price' ? value : entry + directionOf(side) * sign * value * pip;
