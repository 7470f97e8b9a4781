import { z } from 'zod';

export const limits = z
  .strictObject({
    maxSpreadOfStop: z.number().positive().max(1).default(0.2).describe('widest spread, as a share of the stop distance'),
    maxSpreadOfMedian: z.number().min(1).max(100).default(5).describe("widest spread, in medians of the last hour's"),
    maxQuoteAgeMs: z.int().min(100).max(600_000).default(5_000).describe('oldest price an entry is judged by'),
    maxClockSkewMs: z.int().min(0).max(60_000).default(2_000).describe('how far a price may be ahead of our clock'),
    collarPct: z.number().positive().max(50).default(2).describe('farthest entry from the last closed candle, in percent'),
    collarAtr: z.number().positive().max(1_000).default(12).describe('the same in M5 average true ranges'),
    maxLotsPerOrder: z.number().positive().max(10_000).default(50).describe('lots an order'),
    maxLotsPerSymbol: z.number().positive().max(10_000).default(100).describe('lots open in one symbol'),
    maxLotsPerDay: z.number().positive().max(100_000).default(500).describe("lots opened in a firm's day"),
    maxLeverage: z.number().positive().max(1_000).default(50).describe("an order's value, in multiples of the balance"),
    maxLeveragePerDay: z
      .number()
      .positive()
      .max(100_000)
      .default(500)
      .describe("value of all orders of a firm's day, in the same unit"),
    maxEntriesPerMinute: z.int().min(1).max(10_000).default(10).describe('entries sent to the terminal in a minute'),
    pendingMinutes: z
      .int()
      .min(1)
      .max(43_200)
      .default(240)
      .describe('longest life of a pending order, and of one without an end'),
    pendingsKeptAt: z
      .array(z.enum(['news', 'quiet', 'session']))
      .default([])
      .describe('when pending orders may stay at the broker though no entry is taken'),
    maxRequestsPerDay: z
      .int()
      .min(1)
      .max(100_000)
      .default(1_800)
      .describe("requests of any kind in a firm's day; closing is never refused"),
    repeatedEntries: z
      .int()
      .min(2)
      .max(1_000)
      .default(5)
      .describe('entries alike (symbol, direction) that end entries until re-armed'),
    repeatedWithinMs: z.int().min(1_000).max(86_400_000).default(60_000).describe('the time those are counted in'),
  })
  .describe('Hard limits of every entry. No override sets them aside.');
