/** Prices as streams: recorded files played as a market, bars taken apart into ticks, ticks put together into bars. */
export { BarBuilder } from './bar-builder.ts';
export { ticksOfBar } from './bar-ticks.ts';
export type { PriceMarket } from './price-market.ts';
export { createRecordedMarket, recordedSource, type RecordedOptions } from './recorded-market.ts';
