import { z } from 'zod';
import { epochMs, symbolSpec } from '#shared/domain';

/** The timeframes of which candles are told. */
export const BAR_TIMEFRAMES = ['M1', 'M5', 'M15', 'M30', 'H1'] as const;

const { assetClass, tradeMode, freezeLevel, volumeLimit, execution, sessions, swap, expiresAt } = symbolSpec.shape;
const { digits, point, tickSize, tickValueLoss, contractSize, volumeMin, volumeMax, volumeStep, stopsLevel, pip } =
  symbolSpec.shape;

/** `GET /market/:symbol`. Prices are null before the first quote. */
export const marketAnswer = z.object({
  symbol: z.string(),
  bid: z.number().nullable(),
  ask: z.number().nullable(),
  at: epochMs.nullable(),
  ageMs: z.number().nullable(),
  source: z.string(),
  opensAt: epochMs.nullable().describe('Null: open now, or not told'),
  spec: z.object({
    ...{ digits, point, tickSize, tickValue: tickValueLoss, contractSize, volumeMin, volumeMax, volumeStep, stopsLevel, pip },
    ...{ assetClass, tradeMode, freezeLevel, volumeLimit, execution, sessions, swap, expiresAt },
    currencies: z.object({ base: z.string(), profit: z.string(), margin: z.string() }),
  }),
});

const candle = z.object({
  time: epochMs.describe('Its opening moment'),
  ...{ open: z.number(), high: z.number(), low: z.number(), close: z.number(), volume: z.number() },
  spreadPoints: z.number().describe('At the close'),
  minutes: z.int().describe('How many minutes had a price'),
});
/** `GET /market/:symbol/bars`: closed candles of bid prices. */
export const barsAnswer = z.object({
  symbol: z.string(),
  timeframe: z.enum(BAR_TIMEFRAMES),
  source: z.string(),
  known: z.object({ from: epochMs, to: epochMs }).nullable().describe('From when until when candles are known; null: of no time'),
  complete: z.boolean().describe('False: a part of the time asked for is not known'),
  bars: z.array(candle).nullable().describe('Null: nothing is known of this time, which is not the same as empty'),
});
