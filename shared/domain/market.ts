import { z } from 'zod';
import { TIMEFRAMES } from '#shared/strategies';

/** UTC, whole milliseconds since 1970. */
export const epochMs = z.int().nonnegative();
const price = z.number().positive();

/** What may be dealt in a symbol: nothing, one side, only closing, everything. */
const tradeMode = z.enum(['disabled', 'long_only', 'short_only', 'close_only', 'full']);
export type TradeMode = z.infer<typeof tradeMode>;
/** How the server deals: `market` at its own price; `instant` and `request` at the asked one or not at all; `exchange` against what is there. */
const execution = z.enum(['request', 'instant', 'market', 'exchange']);
export type Execution = z.infer<typeof execution>;
/** What kind of thing a symbol is: it decides what one pip of it is called, and what moves with it. */
const assetClass = z.enum(['fx', 'metal', 'index', 'energy', 'crypto', 'stock', 'other']);
export type AssetClass = z.infer<typeof assetClass>;
const WEEK_MINUTES = 10_080;
const weekMinute = z.int().min(0).max(WEEK_MINUTES);
/**
 * Charged or paid at the server's midnight for one lot, negative costs (MQL5 reference, ENUM_SYMBOL_SWAP_MODE): points; money of the
 * symbol's base currency, of its margin currency or of the account; `interest` in percent a year (360 days) of the value at the
 * price of the moment, `interest_open` at the opening price; `reopen`: closed and opened again so many points away. `other`: by a
 * rule that is not known.
 */
export const swap = z.object({
  mode: z.enum([
    ...(['none', 'points', 'base_currency', 'margin_currency', 'deposit_currency'] as const),
    ...(['interest', 'interest_open', 'reopen', 'other'] as const),
  ]),
  long: z.number(),
  short: z.number(),
  /** The weekday (Sunday is 0) that is charged three times. */
  triple: z.int().min(0).max(6),
});
export type Swap = z.infer<typeof swap>;

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
  /**
   * What a lot takes of the margin at the price of the moment, bought or sold, in account currency: the terminal's own
   * calculation. Null: it could not tell. Absent: it never tells.
   */
  margin: z.object({ buy: z.number().nonnegative(), sell: z.number().nonnegative() }).nullable().optional(),
  /** Of these, absent: the terminal has not told. */
  tradeMode: tradeMode.optional(),
  execution: execution.optional(),
  assetClass: assetClass.optional(),
  /** Points from the price within which stops and orders cannot be changed. */
  freezeLevel: z.int().nonnegative().optional(),
  /** Most lots of positions and orders in one direction; absent also where there is no such limit. */
  volumeLimit: z.number().positive().optional(),
  /** Kinds of orders and lifetimes of pending ones that are taken; absent also where all are. */
  orderKinds: z.array(z.enum(['market', 'limit', 'stop', 'stop_limit', 'sl', 'tp', 'close_by'])).optional(),
  lifetimes: z.array(z.enum(['gtc', 'day', 'specified', 'specified_day'])).optional(),
  /** When it is traded: from and to, in minutes of the trade server's week from Sunday 00:00, in order, none touching the next. */
  sessions: z
    .array(z.tuple([weekMinute, weekMinute]))
    .max(70)
    .optional(),
  swap: swap.optional(),
  /** When the contract ends; absent also where it does not. */
  expiresAt: epochMs.optional(),
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
