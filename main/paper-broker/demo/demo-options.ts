/** What a demo market follows from, entirely. */
export type DemoOptions = {
  readonly seed: number;
  readonly symbols: readonly string[];
  readonly nowMs: number;
  /** Closed bars to make up before now, each symbol. */
  readonly historyBars: number;
  /** Where on the seed's endless walk to begin: raising it by m brings what would have come m minutes later to now. */
  readonly offsetMinutes: number;
  /** False: no prices outside the trading week. */
  readonly alwaysOpen: boolean;
  /** Bids to go on from at `nowMs`, by symbol; where missing, the symbol's usual price. */
  readonly prices: Readonly<Record<string, number>>;
};
