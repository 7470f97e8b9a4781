import type { Result } from './result.ts';

/** After a trade: when it was closed, the sum of all until then, and how far that is under the highest sum before (0 or less). */
export type EquityStep = { readonly at: number; readonly sum: number; readonly fall: number };

/** The sum of results, trade by trade, from zero. The order is that of the closes. */
export function equityLine(results: readonly Result[]): readonly EquityStep[] {
  let sum = 0;
  let peak = 0;
  return [...results]
    .sort((a, b) => a.trade.closedAt - b.trade.closedAt)
    .map(({ trade: { closedAt, pnl } }) => {
      sum += pnl;
      peak = Math.max(peak, sum);
      return { at: closedAt, sum, fall: sum - peak };
    });
}

/**
 * At most `most` of them (4 or more), with the first and last, and the lowest and highest of each stretch: a fall does not vanish from
 * the picture because there are many trades.
 */
export function thinned(line: readonly EquityStep[], most: number): readonly EquityStep[] {
  if (line.length <= most) return line;
  const stretches = Math.floor((most - 2) / 2);
  const inner = line.slice(1, -1);
  const size = Math.ceil(inner.length / stretches);
  const kept: EquityStep[] = [];
  for (let from = 0; from < inner.length; from += size) {
    const stretch = inner.slice(from, from + size);
    const low = stretch.reduce((found, step) => (step.sum < found.sum ? step : found));
    const high = stretch.reduce((found, step) => (step.sum >= found.sum ? step : found));
    kept.push(...stretch.filter((step) => step === low || step === high));
  }
  return [...line.slice(0, 1), ...kept, ...line.slice(-1)];
}

/** The deepest fall from a highest sum, as money (0 or more), and when it was deepest; null where there was none. */
export function deepestFall(line: readonly EquityStep[]): { readonly money: number; readonly at: number } | null {
  let deepest: EquityStep | null = null;
  for (const step of line) if (step.fall < (deepest?.fall ?? 0)) deepest = step;
  return deepest === null ? null : { money: -deepest.fall, at: deepest.at };
}
