import { exact } from '../../format/index.ts';

/** The most decimals that one of the prices has: all of a table or a chart are written with as many. */
export const mostDecimals = (prices: readonly number[]): number =>
  Math.max(0, ...prices.map((price) => exact(price).split('.')[1]?.length ?? 0));
