import { z } from 'zod';
import { dailyLoss, dayReset, limitPercent, percent, words } from './daily-loss.ts';
import { maxLoss } from './max-loss.ts';
import { bestTrade, holding, ideaRisk } from './trade-rules.ts';

/** A prop firm's rules as dated data. Percentages are 0..100. What a firm changes is changed here, never in code. */
export const rulebook = z.strictObject({
  id: z.string().min(1).max(60).default('custom').describe('its name in records'),
  title: z.string().min(1).max(60).describe('its name on screen'),
  source: words.default('your own reading').describe('where the rules were read'),
  verifiedOn: z.iso.date().describe('day on which they were last compared with it'),
  doubts: words.optional().describe('what its sources disagree about, or do not say'),
  daily: dailyLoss.nullable(),
  dayReset: dayReset.optional().describe('when a day begins for a firm without a daily limit; absent: midnight of the server'),
  maxLoss,
  targetPct: percent.nullable().default(null).describe('profit that ends the phase, in percent of the initial balance'),
  minDays: z
    .strictObject({
      count: z.int().min(1).max(100).describe('so many days'),
      kind: z.enum(['opened', 'profitable']).describe('days with an opened trade, or days that ended in profit'),
      minPct: percent.default(0).describe('least profit of such a day, in percent of the initial balance'),
    })
    .describe('trading days the phase needs')
    .nullable()
    .default(null),
  bestDay: z
    .strictObject({
      pct: limitPercent.describe('share in percent'),
      of: z
        .enum(['winning', 'net'])
        .default('winning')
        .describe("of the winning days' profit, or of net profit: winning days less losing ones"),
    })
    .describe('largest share of the profit that one day may have; above it more profit is asked')
    .nullable()
    .default(null),
  bestTrade: bestTrade.nullable().optional(),
  profitDay: z
    .enum(['close', 'open'])
    .optional()
    .describe('profit counts for the day a trade was closed, or opened; absent: closed'),
  holding: holding.nullable().optional(),
  ideaRisk: ideaRisk.nullable().optional(),
  inactivityDays: z
    .int()
    .min(2)
    .max(400)
    .nullable()
    .optional()
    .describe('days without a trade opened after which the account ends'),
  news: z
    .strictObject({
      before: z.number().min(0).max(120).describe('minutes before'),
      after: z.number().min(0).max(120).describe('minutes after'),
      includesExits: z.boolean().describe('stops and targets that are hit count as trades too'),
    })
    .describe('no trades around high-impact news in the symbols it moves')
    .nullable()
    .default(null),
  flatBeforeWeekend: z.boolean().default(false).describe('everything has to be closed before the weekend'),
  limits: z
    .strictObject({
      lotsPerTicket: z.number().min(0.001).max(10_000).nullable().default(null).describe('lots an order'),
      lotsOpen: z.number().min(0.001).max(100_000).nullable().optional().describe('lots open in all, whatever the symbol'),
      openOrders: z.int().positive().nullable().default(null).describe('positions and orders at once'),
      requestsPerDay: z.int().positive().nullable().default(null).describe('requests to the server in a day'),
    })
    .describe('Limits of the firm on orders.')
    .prefault({}),
});
export type Rulebook = z.infer<typeof rulebook>;

/** A preset. Its id keeps its literal type, so that the list of presets is also the list of their names. */
export const defineRulebook = <const Id extends string>(book: Rulebook & { readonly id: Id }): Rulebook & { readonly id: Id } =>
  book;
