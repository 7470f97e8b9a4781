import { z } from 'zod';
import { TIMEFRAMES } from '#shared/strategies';

/** UTC, whole milliseconds since 1970. */
export const epochMs = z.int().nonnegative();
const price = z.number().positive();

/** One symbol as the terminal describes it. Prices in profit currency, volumes in lots, tick values in account currency. */
export const symbolSpec = z.object({
  symbol: z.string().min(1).max(32),
  digits: z.int().min(0).max(8),
  /** Smallest price step shown (10^-digits). */
  point: price,
  /** Smallest price step traded. */
  tickSize: price,
  /** Account currency gained by one lot when price moves one tick in its favour, and lost when against. */
  tickValueProfit: z.number().positive(),
  tickValueLoss: z.number().positive(),
  contractSize: z.number().positive(),
  volumeMin: z.number().positive(),
  volumeMax: z.number().positive(),
  volumeStep: z.number().positive(),
  /** Least distance of a stop from the price, in points. */
  stopsLevel: z.int().nonnegative(),
  /** What traders of this symbol call one pip, as a price distance. */
  pip: price,
  currencyBase: z.string(),
  currencyProfit: z.string(),
  currencyMargin: z.string(),
});
export type SymbolSpec = z.infer<typeof symbolSpec>;

/** Best bid and ask with the time they were seen. */
export const quote = z.object({ symbol: z.string(), bid: price, ask: price, at: epochMs });
export type Quote = z.infer<typeof quote>;

export const timeframe = z.enum(TIMEFRAMES);
export type Timeframe = z.infer<typeof timeframe>;

/** A closed candle of bid prices. `time` is its opening moment; it is complete, so it can never change again. */
export const bar = z.object({
  symbol: z.string(),
  timeframe,
  time: epochMs,
  open: price,
  high: price,
  low: price,
  close: price,
  /** Ticks seen, or the file's volume. */
  volume: z.number().nonnegative(),
  /** Spread at the close, in points. */
  spreadPoints: z.number().nonnegative(),
  /** `history` bars were loaded to warm up the detector: they shape it but raise no signal. */
  source: z.enum(['live', 'history']),
});
export type Bar = z.infer<typeof bar>;

export const side = z.enum(['BUY', 'SELL']);
export type Side = z.infer<typeof side>;

/** +1 for BUY, -1 for SELL: multiplies a price move into a gain. */
export const directionOf = (of: Side): 1 | -1 => (of === 'BUY' ? 1 : -1);
/** The price a market order of this side is filled at. */
export const entryPrice = (of: Side, at: Quote): number => (of === 'BUY' ? at.ask : at.bid);
/** The price a position of this side is closed at. */
export const exitPrice = (of: Side, at: Quote): number => (of === 'BUY' ? at.bid : at.ask);
export const TIMEFRAME_MS: Readonly<Record<Timeframe, number>> = { M1: 60_000, M5: 300_000 };

/** An event of the economic calendar. `currency` is whose prices it moves. */
export const newsEvent = z.object({
  at: epochMs,
  currency: z.string().length(3),
  impact: z.enum(['low', 'medium', 'high']),
  title: z.string().max(200),
});
export type NewsEvent = z.infer<typeof newsEvent>;
