import type { Bar, Quote } from '#shared/domain';

/** Where paper prices come from. Pure: time comes in, prices come out. */
export type PriceMarket = {
  /** What the prices are, as every screen says it: 'demo market, seed 1', 'file EURUSD_M1.csv, bars'. */
  readonly source: string;
  readonly symbols: readonly string[];
  /** Closed M1 bars from before the market began, oldest first. */
  history(symbol: string): readonly Bar[];
  /** Prices of the minute that was running when the market began, up to that moment: they complete its bar. */
  priming(): readonly Quote[];
  /** All prices after the last call and up to `toMs`, in order of time. */
  advance(toMs: number): readonly Quote[];
  /** Minutes of the path already used, so that a restarted market need not begin again; 0 where it has no meaning. */
  pathMinutes(): number;
};
