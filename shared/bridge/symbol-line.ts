import { z } from 'zod';
import { line as of, lots, price } from './line.ts';
import { question, serverMs, symbolName } from './wire.ts';

/**
 * Prices in profit currency, tick values in account currency for one lot, levels in points. `ms` 0: no price yet. All behind
 * `calcLoss` that is optional is absent in an older Expert Advisor.
 */
export const symbolLine = of('symbol', {
  sym: symbolName,
  digits: z.int().min(0).max(8),
  point: price,
  tickSize: price,
  tickProfit: price,
  tickLoss: price,
  /** What a losing move of one tick costs by the terminal's own calculation (OrderCalcProfit), the worse of both sides; 0: it has none. */
  calcLoss: price.optional(),
  contract: price,
  volMin: lots,
  volMax: lots,
  volStep: lots,
  stops: z.int().nonnegative(),
  freeze: z.int().nonnegative(),
  base: z.string().max(8),
  quote: z.string().max(8),
  margin: z.string().max(8),
  trade: z.enum(['disabled', 'longonly', 'shortonly', 'closeonly', 'full']),
  /** Margin of one lot bought and sold, account currency (OrderCalcMargin); -1: the terminal could not tell. */
  marginBuy: z.number().optional(),
  marginSell: z.number().optional(),
  exec: z.enum(['request', 'instant', 'market', 'exchange']).optional(),
  /** SYMBOL_ORDER_MODE and SYMBOL_EXPIRATION_MODE, flags as MetaTrader adds them up. */
  orderModes: z.int().nonnegative().optional(),
  lifetimes: z.int().nonnegative().optional(),
  /** Seconds on the server's clock; 0: the contract does not end. */
  expires: z.int().nonnegative().optional(),
  /** Most lots in one direction; 0: no limit. */
  volLimit: lots.optional(),
  /** SYMBOL_SWAP_MODE by its number, per lot of a bought and a sold position, and the weekday charged three times. */
  swapMode: z.int().nonnegative().optional(),
  swapLong: z.number().optional(),
  swapShort: z.number().optional(),
  swapTriple: z.int().min(0).max(6).optional(),
  /** SYMBOL_TRADE_CALC_MODE by its number. */
  calc: z.int().nonnegative().optional(),
  /** Where it stands in the broker's tree of symbols, and what the broker calls it. */
  path: z.string().max(200).optional(),
  desc: z.string().max(200).optional(),
  /** Trade sessions: weekday (Sunday is 0), from and to in minutes of the server's day. Empty: there is none. */
  sessions: z
    .array(z.tuple([z.int().min(0).max(6), z.int().min(0).max(1_440), z.int().min(0).max(1_440)]))
    .max(70)
    .optional(),
  bid: price,
  ask: price,
  ms: serverMs,
  q: question.optional(),
});
