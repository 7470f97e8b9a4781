import { z } from 'zod';

/** A fault of the paper broker, to see what the cockpit makes of it. Paper only: no other terminal reads it. */
const rehearsal = z.strictObject({
  nth: z.int().min(1).max(1_000_000).describe('which request since the start; 1 is the first'),
  kind: z
    .enum(['timeout', 'answer_lost', 'requote', 'refuse', 'partial_fill', 'placed', 'comment_cut', 'comment_replaced'])
    .describe('what happens to it'),
  retcode: z.int().min(10_004).max(10_046).default(10_006).describe('return code of the trade server that `refuse` answers with'),
  linkDownMs: z.int().min(0).max(600_000).default(0).describe('how long the link is down afterwards; 0: it holds'),
});
export type Rehearsed = z.infer<typeof rehearsal>;

const SYMBOLS = ['EURUSD', 'GBPUSD', 'USDJPY', 'XAUUSD'] as const;

export const paper = z
  .strictObject({
    balance: z.number().min(1).max(1e9).default(100_000).describe('balance of a new paper account'),
    currency: z.enum(['USD', 'EUR', 'GBP', 'JPY']).default('USD').describe('account currency'),
    leverage: z.int().min(1).max(1000).default(100).describe('leverage 1:N'),
    symbols: z
      .array(z.enum(SYMBOLS))
      .min(1)
      .default([...SYMBOLS])
      .describe('symbols of the demo market'),
    alwaysOpen: z.boolean().default(true).describe('the demo market also moves at weekends'),
    seed: z.int().nonnegative().default(1).describe('seed of the demo market; the same seed gives the same prices'),
    slippagePoints: z.int().min(0).max(1000).default(2).describe('slippage of a fill, in points'),
    commissionPerLot: z.number().nonnegative().default(7).describe('commission a lot, round turn, in account currency'),
    faults: z.array(rehearsal).max(50).default([]).describe('faults to rehearse with, one object each'),
  })
  .describe('The paper account and its market; used with `--terminal paper`.');
