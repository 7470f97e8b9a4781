import { z } from 'zod';

/** One part of a position that is closed on the way: `percent` of all lots it ever had, once it has gained `atR`. */
const partial = z.strictObject({
  atR: z.number().positive().max(50).describe('gain in R at which the part is closed'),
  percent: z.number().positive().max(100).describe('share of all its lots'),
});

const minutesBefore = z.int().min(1).max(1_440).nullable().default(null);

/**
 * What is done with an open position by itself. Every rule is off until it is asked for. R is the distance from entry to the
 * position's first stop. A stop only ever moves to where less can be lost.
 */
export const managementRules = z
  .strictObject({
    breakEvenAtR: z
      .number()
      .positive()
      .max(50)
      .nullable()
      .default(null)
      .describe('gain in R at which the stop goes to the entry'),
    breakEvenOffsetR: z.number().min(0).max(5).default(0).describe('how far beyond the entry, in R, so that costs are paid'),
    trailing: z.enum(['off', 'r', 'atr', 'swing']).default('off').describe('what the stop follows: the price, or M5 swings'),
    trailingStartR: z.number().min(0).max(50).default(1).describe('gain in R from which it follows'),
    trailingDistance: z
      .number()
      .min(0)
      .max(20)
      .default(1)
      .describe('its distance: in R, or in M5 ranges (ATR) for atr and swing'),
    trailingStepR: z.number().min(0.02).max(5).default(0.1).describe('it moves by this much at least, in R'),
    partials: z.array(partial).max(5).default([]).describe('parts that are closed on the way to the target'),
    maxMinutes: z.int().min(1).max(43_200).nullable().default(null).describe('closed after this many minutes; null: not'),
    sessionEndMinutes: minutesBefore.describe("closed this long before the strategy's sessions end; null: not"),
    fridayFlatMinutes: minutesBefore.describe('closed this long before the week ends; null: not'),
    newsExitMinutes: minutesBefore.describe('closed this long before the time kept free for news begins; null: not'),
    maxAdverseR: z
      .number()
      .positive()
      .max(1)
      .nullable()
      .default(null)
      .describe('closed when it is this many R against; null: not'),
    weakeningPercent: z.number().min(0).max(100).default(0).describe('share closed when M5 breaks against it; 0: none'),
  })
  .superRefine(({ trailing, trailingDistance, partials }, context) => {
    if (trailing !== 'off' && trailing !== 'swing' && trailingDistance <= 0)
      context.addIssue({
        code: 'custom',
        path: ['trailingDistance'],
        message: 'must be above 0 where the stop follows the price',
      });
    const sum = partials.reduce((total, { percent }) => total + percent, 0);
    if (sum > 100 + 1e-9)
      context.addIssue({ code: 'custom', path: ['partials'], message: `must not add up to more than 100 %, they are ${sum} %` });
    if (new Set(partials.map(({ atR }) => atR)).size !== partials.length)
      context.addIssue({ code: 'custom', path: ['partials'], message: 'must not name the same R twice' });
  })
  .describe('What is done with its open positions by itself.');
export type ManagementRules = z.infer<typeof managementRules>;

/** True while some rule is on. */
export const managesAnything = (rules: ManagementRules): boolean =>
  rules.breakEvenAtR !== null ||
  rules.trailing !== 'off' ||
  rules.partials.length > 0 ||
  [rules.maxMinutes, rules.sessionEndMinutes, rules.fridayFlatMinutes, rules.newsExitMinutes, rules.maxAdverseR].some(
    (rule) => rule !== null,
  ) ||
  rules.weakeningPercent > 0;
