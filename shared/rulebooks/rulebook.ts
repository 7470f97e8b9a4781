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

const dailyLoss = z.strictObject({
  limitPct: percent.positive(),
  /** What `limitPct` is a part of. */
  limitOf: z.enum(['initial', 'anchor']).default('initial'),
  /** What is taken down at the reset moment and measured from for the next day. */
  anchor: z.enum(['balance', 'equity', 'higher']).default('balance'),
  /** Whether open profit and loss (with swap and commission, as the terminal's equity has them) counts during the day. */
  includesFloating: z.boolean().default(true),
  /** What the firm does about it: the account is over, or only the day. */
  action: z.enum(['breach', 'pause']).default('breach'),
  /** When a new day begins; `name` is what a trader calls that moment, `clock` whose wall clock it is. */
  reset: z.strictObject({
    zone: z.string().refine(isZone, 'is not a time zone such as Europe/Prague'),
    minuteOfDay: z.int().min(0).max(1_439).default(0),
    name: words.default('the firm’s midnight'),
    clock: z.string().min(1).max(30).default('the firm'),
  }),
});
export type DailyLoss = z.infer<typeof dailyLoss>;

/**
 * The floor under the account's whole life: `static_initial` never moves; `trailing_eod` follows the highest balance at
 * a reset; `trailing_intraday` follows the highest equity; `trailing_locked` follows the highest reset balance until the
 * floor reaches initial plus `lockOffsetPct`, and stays there.
 *
 * A deposit lifts the floor, and a withdrawal takes that back. Below where it began a withdrawal lowers it only with
 * `lowersWithWithdrawals`: a firm that pays a profit out does not move its floor.
 */
const maxLossShape = { limitPct: percent.positive(), lowersWithWithdrawals: z.boolean().optional() };
const maxLoss = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.enum(['static_initial', 'trailing_eod', 'trailing_intraday']), ...maxLossShape }),
  z.strictObject({ mode: z.literal('trailing_locked'), ...maxLossShape, lockOffsetPct: percent.default(0) }),
]);

/** A prop firm's rules as dated data. Percentages are 0..100. What a firm changes is changed here, never in code. */
export const rulebook = z.strictObject({
  id: z.string().min(1).max(60).default('custom'),
  title: z.string().min(1).max(60),
  /** Where the rules were read, and the day (ISO date) they were last compared with that page. */
  source: words.default('your own reading'),
  verifiedOn: z.iso.date(),
  daily: dailyLoss,
  maxLoss,
  /** Profit that ends the phase, percent of the initial capital. */
  targetPct: percent.nullable().default(null),
  /** Days on which a trade was opened, or that ended with at least `minPct` of the initial capital won. */
  minDays: z
    .strictObject({ count: z.int().min(1).max(100), kind: z.enum(['opened', 'profitable']), minPct: percent.default(0) })
    .nullable()
    .default(null),
  /** The best day may be at most this share of the profit of all winning days. More is no breach: it asks for more profit. */
  bestDay: z.strictObject({ pct: percent.positive() }).nullable().default(null),
  /** Minutes around listed news without trades in what they move; `includesExits`: stops and targets count too. */
  news: z
    .strictObject({ before: z.number().min(0).max(120), after: z.number().min(0).max(120), includesExits: z.boolean() })
    .nullable()
    .default(null),
  /** Whether everything has to be closed before the weekend. */
  flatBeforeWeekend: z.boolean().default(false),
  limits: z
    .strictObject({
      lotsPerTicket: z.number().positive().nullable().default(null),
      openOrders: z.int().positive().nullable().default(null),
      requestsPerDay: z.int().positive().nullable().default(null),
    })
    .prefault({}),
});
export type Rulebook = z.infer<typeof rulebook>;
