import { TIMEFRAME_MS, type Bar } from '#shared/domain';
import { isTradingTime } from '../account/index.ts';
import type { DemoOptions } from './demo-options.ts';
import { logStep, shapeMinute, ticksOfShape, type Moulding } from './minute-shape.ts';
import type { WalkMinute } from './walk.ts';

const MINUTE = TIMEFRAME_MS.M1;
/** A minute of the walk at its place in time. */
export type PlacedMinute = { readonly time: number; readonly walk: WalkMinute };

/** True when the market as a whole has prices in this minute. */
export const marketMoves = ({ alwaysOpen }: DemoOptions, time: number): boolean => alwaysOpen || isTradingTime('fx', time);
/** True when this symbol shows its prices: gold moves unseen through its daily rest and comes back with a gap. */
export const symbolQuotes = ({ alwaysOpen }: DemoOptions, { spec }: Moulding, time: number): boolean =>
  alwaysOpen || isTradingTime(spec.hours, time);

/** The last `count` minutes before `time` in which the market moved, oldest first. */
export function minutesBefore(options: DemoOptions, time: number, count: number): readonly number[] {
  const minutes: number[] = [];
  for (let minute = time - MINUTE; minutes.length < count; minute -= MINUTE)
    if (marketMoves(options, minute)) minutes.push(minute);
  return minutes.reverse();
}

/**
 * One symbol's past: its closed bars, and the exact price at which the running minute opens, chosen so that the price
 * at `nowMs` is the one asked for.
 */
export function pastOf(
  options: DemoOptions,
  moulding: Moulding,
  past: readonly PlacedMinute[],
  running: PlacedMinute | null,
): { readonly bars: readonly Bar[]; readonly exactOpen: number } {
  const { character } = moulding;
  const wanted = options.prices[character.symbol] ?? character.price;
  const opensAt = wanted / (running === null ? 1 : changeUpTo(options.nowMs, moulding, running, wanted));
  let logs = 0;
  for (const { walk, time } of past) logs += logStep(character, walk, time);
  let exact = opensAt / Math.exp(logs);
  const bars: Bar[] = [];
  for (const { walk, time } of past) {
    const { bar, exactClose } = shapeMinute(moulding, walk, time, exact);
    if (symbolQuotes(options, moulding, time)) bars.push({ ...bar, source: 'history' });
    exact = exactClose;
  }
  return { bars, exactOpen: opensAt };
}

/** What a minute that opened at `open` has made of its price by `atMs`, as a factor. */
function changeUpTo(atMs: number, moulding: Moulding, { walk, time }: PlacedMinute, open: number): number {
  const ticks = ticksOfShape(moulding, walk, shapeMinute(moulding, walk, time, open));
  const last = ticks.findLast((tick) => tick.at <= atMs);
  return last === undefined ? 1 : last.bid / open;
}
