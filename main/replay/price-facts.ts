import type { Bar, Quote } from '#shared/domain';
import { isTradingTime, type PaperSymbol } from '../paper-broker/index.ts';
import { gapBetween, isHole, TICK_SLACK_MS, type Gap } from './data-holes.ts';
import { spikesInBars, spikesInTicks, type Spike } from './spikes.ts';

const MINUTE = 60_000;

/** What can be told of a history's prices before anything is traded on them. Times UTC ms. */
export type PriceFacts = {
  readonly rows: number;
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
  /** The most digits after the point that a price has. */
  readonly decimals: number;
  /** In the unit the file has it in: points of bars, the price itself of ticks; null: no row has one. */
  readonly spread: { readonly min: number; readonly median: number; readonly max: number } | null;
  readonly gaps: readonly Gap[];
  readonly holes: readonly Gap[];
  readonly spikes: readonly Spike[];
  /** Rows in the market's own weekend or night. */
  readonly outside: number;
};

const KNOWN = new WeakMap<readonly Bar[], { readonly hours: PaperSymbol['hours']; readonly facts: PriceFacts }>();

/** What the bars of a file are worth. `hours`: when the symbol's market is open. Looked at once for a list that many runs share. */
export function factsOfBars(bars: readonly Bar[], hours: PaperSymbol['hours'], lengthMs = MINUTE): PriceFacts {
  const known = KNOWN.get(bars);
  if (known?.hours === hours) return known.facts;
  const facts = lookedAt(bars, hours, lengthMs);
  KNOWN.set(bars, { hours, facts });
  return facts;
}

const lookedAt = (bars: readonly Bar[], hours: PaperSymbol['hours'], lengthMs: number): PriceFacts => ({
  ...common(
    bars.map(({ time }) => time),
    hours,
    lengthMs,
    lengthMs,
  ),
  low: least(bars.map(({ low }) => low)),
  high: most(bars.map(({ high }) => high)),
  decimals: most(
    bars.slice(0, LOOKED_AT).map(({ open, high, low, close }) => Math.max(...[open, high, low, close].map(decimalsOf))),
  ),
  spread: spreadOf(bars.map(({ spreadPoints }) => spreadPoints)),
  spikes: spikesInBars(bars),
});

/** What the ticks of a file are worth. */
export const factsOfTicks = (ticks: readonly Quote[], hours: PaperSymbol['hours']): PriceFacts => ({
  ...common(
    ticks.map(({ at }) => at),
    hours,
    TICK_SLACK_MS,
    0,
  ),
  low: least(ticks.map(({ bid }) => bid)),
  high: most(ticks.map(({ bid }) => bid)),
  decimals: most(ticks.slice(0, LOOKED_AT).map(({ bid, ask }) => Math.max(decimalsOf(bid), decimalsOf(ask)))),
  spread: spreadOf(ticks.map(({ bid, ask }) => Number((ask - bid).toPrecision(6)))),
  spikes: spikesInTicks(ticks),
});

const LOOKED_AT = 5_000;
const least = (values: readonly number[]): number => values.reduce((a, b) => (b < a ? b : a), Infinity);
const most = (values: readonly number[]): number => values.reduce((a, b) => (b > a ? b : a), 0);
const decimalsOf = (price: number): number => String(price).split('.')[1]?.length ?? 0;

function common(
  times: readonly number[],
  hours: PaperSymbol['hours'],
  slackMs: number,
  lengthMs: number,
): Pick<PriceFacts, 'rows' | 'from' | 'to' | 'gaps' | 'holes' | 'outside'> {
  const gaps: Gap[] = [];
  let outside = 0;
  for (const [index, at] of times.entries()) {
    if (!isTradingTime(hours, at)) outside += 1;
    const before = times[index - 1];
    const gap = before === undefined ? null : gapBetween(before + lengthMs, at, hours, slackMs);
    // A day's bar ends at midnight, and the market some hours before the week does.
    if (gap !== null && gap.tradingMs > 0 && gap.tradingMs >= lengthMs / 2) gaps.push(gap);
  }
  const holes = gaps.filter(isHole);
  return { rows: times.length, from: times[0] ?? 0, to: (times.at(-1) ?? 0) + lengthMs, gaps, holes, outside };
}

function spreadOf(spreads: readonly number[]): PriceFacts['spread'] {
  const sorted = Float64Array.from(spreads).sort();
  const max = sorted.at(-1) ?? 0;
  return max === 0 ? null : { min: sorted[0] ?? 0, median: sorted[sorted.length >> 1] ?? 0, max };
}
