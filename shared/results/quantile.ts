/**
 * The value below which a share of sorted values lies, 0 to 1, between two of them by straight line: type 7 of R. Hyndman and Y. Fan,
 * "Sample quantiles in statistical packages", The American Statistician 50 (1996), which numpy takes too. `NaN` for no value.
 */
export function quantileOf(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}
