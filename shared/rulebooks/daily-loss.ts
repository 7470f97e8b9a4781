import { z } from 'zod';

/** 0..100 */
export const percent = z.number().min(0).max(100);
/** A limit: one of next to nothing would be divided by. */
export const limitPercent = z.number().min(0.01).max(100);
export const words = z.string().min(1).max(300);

const isZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
};

export const dayReset = z
  .strictObject({
    zone: z.string().refine(isZone, 'is not a time zone such as Europe/Prague').describe('time zone, such as Europe/Prague'),
    minuteOfDay: z.int().min(0).max(1_439).default(0).describe('minutes after midnight there'),
    name: words.default('the firm’s midnight').describe('what the screen calls that moment'),
    clock: z.string().min(1).max(30).default('the firm').describe('whose clock it is'),
  })
  .describe('When a new day begins.');
export type DayReset = z.infer<typeof dayReset>;

/** How much a day may lose, from what, and when it begins. */
export const dailyLoss = z
  .strictObject({
    limitPct: limitPercent.describe('daily loss limit, in percent'),
    limitOf: z.enum(['initial', 'anchor']).default('initial').describe('what it is a percentage of'),
    anchor: z.enum(['balance', 'equity', 'higher']).default('balance').describe('measured from this, as it was at the reset'),
    includesFloating: z.boolean().default(true).describe('open profit and loss, swap and commission count during the day'),
    followsEquity: z.boolean().optional().describe("the floor rises with the day's highest equity, as at Upside Funding"),
    action: z.enum(['breach', 'pause']).default('breach').describe('what the firm ends: the account, or only the day'),
    reset: dayReset,
  })
  .describe('The daily loss limit; null where the firm has none.');
export type DailyLoss = z.infer<typeof dailyLoss>;
