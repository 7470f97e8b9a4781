import { quantileOf } from '#shared/results';
import type { Chance } from '../../paper-broker/index.ts';

/** Quantiles of what many paths came to; account currency. */
export type Spread = {
  readonly p5: number;
  readonly p25: number;
  readonly median: number;
  readonly p75: number;
  readonly p95: number;
};
export type PathSpread = { readonly end: Spread; readonly fall: Spread };
/** `pointMoney`: what one point is worth for all lots of the trade; null: not known. */
export type PathTrade = { readonly pnl: number; readonly pointMoney: number | null };

/** The same trades in other orders: the end stays, the deepest fall between closes does not. */
export const inOtherOrders = (trades: readonly PathTrade[], start: number, paths: number, chance: Chance): PathSpread =>
  spreadOf(start, paths, () => shuffled(trades, chance).map(({ pnl }) => pnl));

/** As many trades drawn with replacement: some come twice, some not at all. */
export const drawn = (trades: readonly PathTrade[], start: number, paths: number, chance: Chance): PathSpread =>
  spreadOf(start, paths, () => trades.map(() => trades[Math.floor(chance() * trades.length)]?.pnl ?? 0));

/** The same trades in their order, each entry and each exit up to so many points worse than it was. */
export const slippedMore = (
  trades: readonly PathTrade[],
  start: number,
  paths: number,
  chance: Chance,
  points: number,
): PathSpread =>
  spreadOf(start, paths, () =>
    trades.map(({ pnl, pointMoney }) => {
      const worse = Math.floor(chance() * (points + 1)) + Math.floor(chance() * (points + 1));
      return pnl - worse * (pointMoney ?? 0);
    }),
  );

function spreadOf(start: number, paths: number, path: () => readonly number[]): PathSpread {
  const [ends, falls]: [number[], number[]] = [[], []];
  for (let index = 0; index < paths; index += 1) {
    let [value, height, fall] = [start, start, 0];
    for (const pnl of path()) {
      value += pnl;
      height = Math.max(height, value);
      fall = Math.max(fall, height - value);
    }
    ends.push(value);
    falls.push(fall);
  }
  return { end: quantiles(ends), fall: quantiles(falls) };
}

function quantiles(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => quantileOf(sorted, share);
  return { p5: at(0.05), p25: at(0.25), median: at(0.5), p75: at(0.75), p95: at(0.95) };
}

/** Every order is as likely (R. Durstenfeld, Algorithm 235, Communications of the ACM 7 (1964)). */
function shuffled<T>(values: readonly T[], chance: Chance): readonly T[] {
  const order = [...values];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(chance() * (last + 1));
    [order[last], order[other]] = [order[other] as T, order[last] as T];
  }
  return order;
}
