import { z } from 'zod';

export const calendar = z
  .strictObject({
    newsMinutes: z.number().min(0).max(120).default(2).describe('no entries this long before and after high-impact news; 0: off'),
    timeZone: z
      .string()
      .max(60)
      .nullable()
      .default(null)
      .describe("zone of times without one: IANA or `mt5` (New York + 7 h); null: source's own"),
    refreshMs: z.int().min(1_000).max(86_400_000).default(300_000).describe('how often the calendar is read again'),
    maxAgeHours: z.number().positive().max(720).default(48).describe('an older copy is not relied on'),
    whenStale: z
      .enum(['allow', 'refuse'])
      .default('allow')
      .describe('an entry without a calendar that covers the time: allowed or refused'),
    rolloverMinutes: z.number().min(0).max(120).default(5).describe('no entries this long around 17:00 in New York; 0: off'),
    fridayCloseMinutes: z.number().min(0).max(1_440).default(60).describe('no entries this long before the week ends; 0: off'),
    sundayOpenMinutes: z.number().min(0).max(1_440).default(15).describe('no entries this long after the week begins; 0: off'),
    weekendFlatMinutes: z
      .number()
      .min(0)
      .max(1_440)
      .default(15)
      .describe('rulebook wants flat weekends: close this long before; 0: warn only'),
    holidays: z
      .array(z.string().regex(/^(\d{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'is not MM-DD or YYYY-MM-DD'))
      .max(200)
      .default(['01-01', '12-25'])
      .describe('days of New York without entries: MM-DD every year, YYYY-MM-DD once'),
  })
  .describe('News and hours without entries.');
