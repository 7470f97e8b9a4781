import { TIMEFRAME_MS, type Bar, type Quote } from '#shared/domain';
import type { PriceMarket } from './price-market.ts';

export type RecordedOptions = {
  /** The file's name and what it held: becomes the label 'file NAME, ticks'. */
  readonly name: string;
  readonly kind: 'bars' | 'ticks';
  /** Prices in order of time, in the file's own time. */
  readonly quotes: readonly Quote[];
  /** Closed bars from before the first price, in the file's own time. */
  readonly history: readonly Bar[];
  /** Null keeps the file's time; else the first price is moved to about this moment. */
  readonly playFromMs: number | null;
};

/** What a recording is called wherever its prices are shown. */
export const recordedSource = (name: string, kind: 'bars' | 'ticks'): string => `file ${name}, ${kind}`;

/** Prices of a file as a market. Played live they move by whole minutes, so that its minutes stay whole. */
export function createRecordedMarket({ name, kind, quotes, history, playFromMs }: RecordedOptions): PriceMarket {
  const minute = TIMEFRAME_MS.M1;
  const first = quotes[0]?.at ?? 0;
  const shift = playFromMs === null ? 0 : Math.ceil((playFromMs - first) / minute) * minute;
  const symbols = [...new Set([...quotes, ...history].map((item) => item.symbol))];
  const past = history.map((bar) => ({ ...bar, time: bar.time + shift, source: 'history' as const }));
  let next = 0;
  return {
    source: recordedSource(name, kind),
    symbols,
    history: (symbol) => past.filter((bar) => bar.symbol === symbol),
    priming: () => [],
    advance: (toMs) => {
      const from = next;
      while (next < quotes.length && (quotes[next]?.at ?? 0) + shift <= toMs) next += 1;
      return quotes.slice(from, next).map((quote) => ({ ...quote, at: quote.at + shift }));
    },
    pathMinutes: () => 0,
  };
}
