import { z } from 'zod';
import { PRESETS, rulebook } from '#shared/rulebooks';

const percent = z.number().min(0).max(100);

/** Which rules are in force, for an account of which size, and how far before them the cockpit stops. */
export const rulebookChoice = z
  .strictObject({
    preset: z
      .enum(PRESETS)
      .default(PRESETS[0])
      .describe("a firm's rules as they were on the day of `verifiedOn`; check its page"),
    custom: rulebook.nullable().default(null).describe('rules of your own, in force instead of the preset'),
    stricter: z.boolean().default(false).describe('read the rules the way that allows less where sources disagree'),
    initialBalance: z.number().min(1).max(1e9).default(100_000).describe("the account's size when the phase began"),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional()
      .describe('currency of that size, such as AUD; absent: USD, or a size that fits'),
    softStopPct: percent.default(60).describe('share of the daily limit, in percent, at which entries end'),
    hardStopPct: percent.default(80).describe('share of the daily limit, in percent, at which everything is closed'),
  })
  .refine((book) => book.softStopPct < book.hardStopPct, { path: ['softStopPct'], message: 'must be below hardStopPct' })
  .describe("The firm's rules. All of it can be chosen in Settings too, and is kept in the configuration file.");
export type RulebookChoice = z.infer<typeof rulebookChoice>;
