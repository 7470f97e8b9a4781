import { z } from 'zod';
import { BAR_TIMEFRAMES, candles, epochMs, side } from '#shared/domain';
import { askedSymbol } from './asked.ts';

/** Candles of a timeframe that are told at most: what the detector holds of one. */
const BARS_MAX = 600;

/** Which candles are wanted: UTC ms, `to` is the first moment that is not; null: as far as they are known. */
export const chartAsk = z
  .strictObject({
    symbol: askedSymbol,
    timeframe: z.enum(BAR_TIMEFRAMES),
    from: epochMs.nullable(),
    to: epochMs.nullable(),
  })
  .refine(({ from, to }) => from === null || to === null || from < to, 'from must be before to');

/** A turning point of M5: it is known from `confirmedAt` on, and not before. */
const swing = z.object({ side: z.enum(['high', 'low']), price: z.number(), time: epochMs, confirmedAt: epochMs });
/** An M5 close beyond a swing, whose bar opened at `levelTime`: with the trend (`bos`) or against it (`choch`). */
const structureBreak = z.object({
  ...{ kind: z.enum(['bos', 'choch']), side, level: z.number(), levelTime: epochMs },
  ...{ at: epochMs, close: z.number() },
});
/** A broken level as it was followed on M1. `end` null: it still is. Null moments did not come. */
const retest = z.object({
  ...{ side, level: z.number(), armedAt: epochMs },
  ...{ breakAt: epochMs.nullable(), retestAt: epochMs.nullable(), endedAt: epochMs.nullable() },
  end: z.string().nullable(),
  tolerance: z.number().nullable(),
});

/** What the detector sees in them, oldest first: swings and breaks of M5, retests of M1. */
const chartMarks = z.object({
  swings: z.array(swing).max(64),
  breaks: z.array(structureBreak).max(32),
  retests: z.array(retest).max(17),
});

/** Candles with the marks of the time that they cover. */
export const marketChart = candles.extend({ bars: candles.shape.bars.unwrap().max(BARS_MAX).nullable(), marks: chartMarks });
export type MarketChart = z.infer<typeof marketChart>;
