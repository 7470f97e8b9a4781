import { z } from 'zod';

export const mt5 = z
  .strictObject({
    login: z
      .string()
      .regex(/^\d{1,20}$/)
      .nullable()
      .default(null)
      .describe('the one account that is let in; null: the one the terminal is logged in to'),
    allowLive: z.boolean().default(false).describe('false: live accounts are turned away'),
    watch: z
      .array(z.string().min(1).max(32))
      .min(1)
      .max(30)
      .default(['EURUSD', 'GBPUSD', 'USDJPY', 'XAUUSD'])
      .describe('symbols that are watched and traded, by their usual names'),
    symbols: z
      .record(z.string().min(1).max(32), z.string().min(1).max(32))
      .default({})
      .describe('the broker\'s name where it is another: `{"EURUSD":"EURUSD.r"}`'),
    pips: z
      .record(z.string().min(1).max(32), z.number().positive().max(1_000))
      .default({})
      .describe('one pip of a symbol, as a price distance, where it is unusual: `{"US30":0.1}`'),
    dataFolders: z
      .array(z.string().min(1).max(260))
      .max(20)
      .default([])
      .describe('data folders of portable terminals (File > Open Data Folder)'),
    commissionPerLot: z
      .number()
      .nonnegative()
      .max(1_000)
      .default(7)
      .describe('commission a lot, round turn, that orders are sized with'),
    slippagePoints: z.int().min(0).max(1_000).default(5).describe('slippage at the stop, in points, that orders are sized with'),
    maxLots: z
      .number()
      .positive()
      .max(1_000)
      .default(1)
      .describe('lots an order; the Expert Advisor keeps the stricter of this and its own'),
    maxPositions: z.int().min(1).max(200).default(10).describe('open positions; the Expert Advisor keeps the stricter'),
  })
  .describe('A MetaTrader 5 terminal; used with `--terminal mt5`.');
