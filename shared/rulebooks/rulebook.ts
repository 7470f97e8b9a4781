import { z } from 'zod';

const percent = z.number().min(0).max(100);
const words = z.string().min(1).max(300);
const isZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
};

const dailyLoss = z
  .strictObject({
    limitPct: percent.positive().describe('daily loss limit, in percent'),
    limitOf: z.enum(['initial', 'anchor']).default('initial').describe('what it is a percentage of'),
    anchor: z.enum(['balance', 'equity', 'higher']).default('balance').describe('measured from this, as it was at the reset'),
    includesFloating: z.boolean().default(true).describe('open profit and loss, swap and commission count during the day'),
    action: z.enum(['breach', 'pause']).default('breach').describe('what the firm ends: the account, or only the day'),
    reset: z
      .strictObject({
        zone: z.string().refine(isZone, 'is not a time zone such as Europe/Prague').describe('time zone, such as Europe/Prague'),
        minuteOfDay: z.int().min(0).max(1_439).default(0).describe('minutes after midnight there'),
        name: words.default('the firm’s midnight').describe('what the screen calls that moment'),
        clock: z.string().min(1).max(30).default('the firm').describe('whose clock it is'),
      })
      .describe('When a new day begins.'),
  })
  .describe('The daily loss limit.');
export type DailyLoss = z.infer<typeof dailyLoss>;

/**
 * The floor under the account's whole life: `static_initial` never moves; `trailing_eod` follows the highest balance at
 * a reset; `trailing_intraday` follows the highest equity; `trailing_locked` follows the highest reset balance until the
 * floor reaches initial plus `lockOffsetPct`, and stays there. With `atOnce` those that follow reset balances follow the highest balance of any
 * moment: profit that is booked lifts the floor the same second.
 *
 * A deposit lifts the floor, and a withdrawal takes that back. Below where it began a withdrawal lowers it only with
 * `lowersWithWithdrawals`: a firm that pays a profit out does not move its floor.
 */
const maxLossShape = {
  limitPct: percent.positive().describe('loss limit of the account, in percent of the initial balance'),
  lowersWithWithdrawals: z.boolean().optional().describe('a withdrawal lowers the floor below where it began'),
  atOnce: z.boolean().optional().describe('the floor follows booked profit at once, not at the next reset'),
};
const maxLoss = z
  .discriminatedUnion('mode', [
    z.strictObject({
      mode: z
        .enum(['static_initial', 'trailing_eod', 'trailing_intraday'])
        .describe('how the floor moves; see the page on rulebooks'),
      ...maxLossShape,
    }),
    z.strictObject({
      mode: z.literal('trailing_locked').describe('how the floor moves; see the page on rulebooks'),
      ...maxLossShape,
      lockOffsetPct: percent.default(0).describe('`trailing_locked`: it stays at initial balance plus this'),
    }),
  ])
  .describe('The floor under the whole account.');

/** A prop firm's rules as dated data. Percentages are 0..100. What a firm changes is changed here, never in code. */
export const rulebook = z.strictObject({
  id: z.string().min(1).max(60).default('custom').describe('its name in records'),
  title: z.string().min(1).max(60).describe('its name on screen'),
  source: words.default('your own reading').describe('where the rules were read'),
  verifiedOn: z.iso.date().describe('day on which they were last compared with it'),
  daily: dailyLoss,
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
      pct: percent.positive().describe('share in percent'),
      of: z
        .enum(['winning', 'net'])
        .default('winning')
        .describe("of the winning days' profit, or of net profit: winning days less losing ones"),
    })
    .describe('largest share of the profit that one day may have; above it more profit is asked')
    .nullable()
    .default(null),
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
      lotsPerTicket: z.number().positive().nullable().default(null).describe('lots an order'),
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
