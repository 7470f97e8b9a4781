import type { Bar, Quote } from '#shared/domain';

/** A history in the product's own form, UTC: what `npm run data -- convert` writes and a replay reads without any option. */
export function* ownBars(bars: readonly Bar[]): Generator<string> {
  yield 'time,open,high,low,close,volume,spread\n';
  for (const { time, open, high, low, close, volume, spreadPoints } of bars)
    yield `${iso(time)},${open},${high},${low},${close},${volume},${spreadPoints}\n`;
}

/** Likewise for ticks. */
export function* ownTicks(ticks: readonly Quote[]): Generator<string> {
  yield 'time,bid,ask\n';
  for (const { at, bid, ask } of ticks) yield `${iso(at)},${bid},${ask}\n`;
}

const iso = (at: number): string => new Date(at).toISOString();
