import { z } from 'zod';
import { epochMs } from './market.ts';

/** The timeframes of which candles are told. */
export const BAR_TIMEFRAMES = ['M1', 'M5', 'M15', 'M30', 'H1'] as const;
export type BarTimeframe = (typeof BAR_TIMEFRAMES)[number];

const candle = z.object({
  time: epochMs.describe('Its opening moment'),
  ...{ open: z.number(), high: z.number(), low: z.number(), close: z.number(), volume: z.number() },
  spreadPoints: z.number().describe('At the close'),
  minutes: z.int().describe('How many minutes had a price'),
});
export type Candle = z.infer<typeof candle>;

/** Closed candles of bid prices. */
export const candles = z.object({
  symbol: z.string(),
  timeframe: z.enum(BAR_TIMEFRAMES),
  source: z.string(),
  known: z.object({ from: epochMs, to: epochMs }).nullable().describe('From when until when candles are known; null: of no time'),
  complete: z.boolean().describe('False: a part of the time asked for is not known'),
  bars: z.array(candle).nullable().describe('Null: nothing is known of this time, which is not the same as empty'),
});
