/** Prices of one row: the lowest, the highest and the last of them. */
export type Span = { readonly at: number; readonly low: number; readonly high: number; readonly last: number };

/**
 * How many times the price before a price may be. The largest moves of a minute on record (the franc in January 2015, flash
 * crashes of coins) stay under 2; a wrong decimal is 10, another symbol's row mostly more than 2.
 */
const FAR = 2;
/** After so long without prices a market may have gone far. */
const LONG_MS = 7 * 86_400_000;
const FAR_LATER = 5;

/** What is wrong with a row whose prices are too far from each other or from the row before; null: nothing. */
export function farPrice(before: Span | null, { at, low, high }: Span): string | null {
  if (high > low * FAR) return `${high} is ${times(high / low)} times ${low} in one row: a wrong decimal?`;
  if (before === null) return null;
  const limit = at - before.at > LONG_MS ? FAR_LATER : FAR;
  if (high > before.last * limit)
    return `${high} is ${times(high / before.last)} times the ${before.last} before: a wrong decimal, or another symbol?`;
  if (low * limit < before.last)
    return `${low} is ${times(low / before.last)} times the ${before.last} before: a wrong decimal, or another symbol?`;
  return null;
}

const times = (ratio: number): string => String(Number(ratio.toPrecision(2)));
