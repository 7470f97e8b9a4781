import { z } from 'zod';
import { approvalMode } from '#shared/domain';
import { PRESETS, rulebook as rulebookSchema } from '#shared/rulebooks';
import { recovery } from './recovery.ts';

const percent = z.number().min(0).max(100);
const session = z.enum(['london', 'new_york', 'tokyo', 'sydney', 'any']);

/** A strategy's profile. Percentages are of the account balance; rates are 0..1. */
const strategyProfile = (preset: StrategyPreset) =>
  z
    .strictObject({
      enabled: z.boolean().default(true),
      sessions: z.array(session).min(1).default(preset.sessions),
      /** The cap: nothing, no adjustment and no override, risks more per trade. */
      maxRiskPercent: percent.positive().default(preset.maxRiskPercent),
      riskPercent: percent.positive().default(preset.riskPercent),
      maxDailyRiskPercent: percent.positive().default(preset.maxDailyRiskPercent),
      maxConcurrent: z.int().min(1).max(50).default(preset.maxConcurrent),
      minWinRate: z.number().min(0).max(1).default(preset.minWinRate),
      targetRr: z.number().positive().max(20).default(preset.targetRr),
    })
    .refine((profile) => profile.riskPercent <= profile.maxRiskPercent, {
      path: ['riskPercent'],
      message: 'must not be above maxRiskPercent',
    });

type StrategyPreset = {
  sessions: z.infer<typeof session>[];
  maxRiskPercent: number;
  riskPercent: number;
  maxDailyRiskPercent: number;
  maxConcurrent: number;
  minWinRate: number;
  targetRr: number;
};
const M5_BOS: StrategyPreset = {
  sessions: ['london', 'new_york'],
  maxRiskPercent: 1,
  riskPercent: 0.55,
  maxDailyRiskPercent: 5,
  maxConcurrent: 2,
  minWinRate: 0.7,
  targetRr: 2.5,
};
const M1_RETEST: StrategyPreset = {
  sessions: ['london'],
  maxRiskPercent: 0.5,
  riskPercent: 0.5,
  maxDailyRiskPercent: 3,
  maxConcurrent: 1,
  minWinRate: 0.75,
  targetRr: 2,
};
const m5Bos = strategyProfile(M5_BOS);
const m1Retest = strategyProfile(M1_RETEST);

const approvals = z.strictObject({
  mode: approvalMode.default('confirm'),
  /** Life of a card. At zero: confirm expires it, veto executes it. */
  ttlMs: z.int().min(1_000).max(600_000).default(30_000),
});
const intake = z.strictObject({
  rateLimitPerMinute: z.int().min(1).max(1_000_000).default(60),
  maxAgeMs: z.int().min(1_000).max(86_400_000).default(300_000),
  ipAllowList: z.array(z.string()).max(100).default([]),
  trustedProxies: z.array(z.string()).max(20).default([]),
});
const u1 = z.strictObject({
  minScore: z.number().min(0).max(1).default(0.75),
  unseenStructure: z.enum(['flag', 'refuse']).default('flag'),
});
const u2 = z.strictObject({
  minProbability: z.number().min(0).max(1).default(0.65),
  minConfidence: z.number().min(0).max(1).default(0.7),
});
const u3 = z.strictObject({
  minRr: z.number().positive().default(1),
  maxOpenPositions: z.int().min(1).max(100).default(3),
  onePositionPerSymbol: z.boolean().default(true),
  /** What an entry against an open position or order of its symbol is: refused, or a hedge. */
  opposite: z.enum(['refuse', 'allow']).default('refuse'),
  /** The part of Kelly's share that bounds a trade once thirty are closed. */
  kellyShare: z.union([z.literal(0.25), z.literal(0.5)]).default(0.5),
  /** Risk of all trades in dollar majors, in yen crosses or in metals, as a multiple of the highest risk of one trade. */
  maxGroupRisk: z.number().min(1).max(100).default(2),
  /** The same for the effective risk of everything that is open, by how it moves together. */
  maxEffectiveRisk: z.number().min(1).max(100).default(2),
});
const cells = z.strictObject({ u1: u1.prefault({}), u2: u2.prefault({}), u3: u3.prefault({}) });
/** Which rules are in force, for an account of which size, and how far before them the cockpit stops. */
export const rulebookChoice = z
  .strictObject({
    preset: z.enum(PRESETS).default('ftmo-2-step'),
    /** Rules of one's own, in force instead of the preset. */
    custom: rulebookSchema.nullable().default(null),
    /** Reads the rules the way that allows less where sources disagree. */
    stricter: z.boolean().default(false),
    initialBalance: z.number().positive().default(100_000),
    /** Share of the daily limit at which entries stop, and at which everything is closed. */
    softStopPct: percent.default(60),
    hardStopPct: percent.default(80),
  })
  .refine((book) => book.softStopPct < book.hardStopPct, { path: ['softStopPct'], message: 'must be below hardStopPct' });
/** A fault of the paper broker, to see what the cockpit makes of it. Paper only: no other terminal reads it. */
const rehearsal = z.strictObject({
  /** Which request since the start: 1 is the first. */
  nth: z.int().min(1).max(1_000_000),
  kind: z.enum(['timeout', 'answer_lost', 'requote', 'refuse', 'partial_fill', 'placed', 'comment_cut', 'comment_replaced']),
  /** What `refuse` refuses with: a return code of the trade server. */
  retcode: z.int().min(10_004).max(10_046).default(10_006),
  /** So long the link is down afterwards; 0: it holds. */
  linkDownMs: z.int().min(0).max(600_000).default(0),
});
export type Rehearsed = z.infer<typeof rehearsal>;

const paper = z.strictObject({
  balance: z.number().positive().default(100_000),
  currency: z.enum(['USD', 'EUR', 'GBP', 'JPY']).default('USD'),
  leverage: z.int().min(1).max(1000).default(100),
  symbols: z
    .array(z.enum(['EURUSD', 'GBPUSD', 'USDJPY', 'XAUUSD']))
    .min(1)
    .default(['EURUSD', 'GBPUSD', 'USDJPY', 'XAUUSD']),
  alwaysOpen: z.boolean().default(true),
  seed: z.int().nonnegative().default(1),
  slippagePoints: z.int().min(0).max(1000).default(2),
  /** Account currency a lot, round turn. */
  commissionPerLot: z.number().nonnegative().default(7),
  faults: z.array(rehearsal).max(50).default([]),
});
/** A MetaTrader 5 terminal, used with `--terminal mt5`. */
const mt5 = z.strictObject({
  /** The one account that is let in; null: whichever the terminal is logged in to. */
  login: z
    .string()
    .regex(/^\d{1,20}$/)
    .nullable()
    .default(null),
  /** False: live accounts are turned away. */
  allowLive: z.boolean().default(false),
  /** Symbols that are looked at and traded, by their usual names. */
  watch: z.array(z.string().min(1).max(32)).min(1).max(30).default(['EURUSD', 'GBPUSD', 'USDJPY', 'XAUUSD']),
  /** The broker's name of a symbol where it is another, such as EURUSD.r. */
  symbols: z.record(z.string().min(1).max(32), z.string().min(1).max(32)).default({}),
  /** Data folders of portable terminals, which are not found by themselves (File > Open Data Folder). */
  dataFolders: z.array(z.string().min(1).max(260)).max(20).default([]),
  /** What orders are sized with: commission a lot, round turn, in account currency, and slippage at the stop in points. */
  commissionPerLot: z.number().nonnegative().max(1_000).default(7),
  slippagePoints: z.int().min(0).max(1_000).default(5),
  /** Guards of the Expert Advisor, which keeps the stricter of these and its own inputs. */
  maxLots: z.number().positive().max(1_000).default(1),
  maxPositions: z.int().min(1).max(200).default(10),
});
const detector = z.strictObject({ enabled: z.boolean().default(true) });
const limits = z.strictObject({
  /** Widest spread as a share of the stop distance. */
  maxSpreadOfStop: z.number().positive().max(1).default(0.2),
  maxQuoteAgeMs: z.int().min(100).max(600_000).default(5_000),
  /** A quote may be this far ahead of our clock before one of the two is not believed. */
  maxClockSkewMs: z.int().min(0).max(60_000).default(2_000),
  /** Price collar: no entry further than this from the last closed candle, in percent and in M5 ATRs. */
  collarPct: z.number().positive().max(50).default(2),
  collarAtr: z.number().positive().max(1_000).default(12),
  /** No entry while the spread is this many times the median of the last hour. */
  maxSpreadOfMedian: z.number().min(1).max(100).default(5),
  maxLotsPerOrder: z.number().positive().max(10_000).default(50),
  maxLotsPerSymbol: z.number().positive().max(10_000).default(100),
  maxLotsPerDay: z.number().positive().max(100_000).default(500),
  /** What an order, and all of a day's, may be worth: multiples of the balance. */
  maxLeverage: z.number().positive().max(1_000).default(50),
  maxLeveragePerDay: z.number().positive().max(100_000).default(500),
  /** Entries asked of the terminal within a minute, and requests of any kind within a firm's day; closing is never refused. */
  maxEntriesPerMinute: z.int().min(1).max(10_000).default(10),
  maxRequestsPerDay: z.int().min(1).max(100_000).default(1_800),
  /** So many entries in one symbol and direction within the time, and entries end until you re-arm them. */
  repeatedEntries: z.int().min(2).max(1_000).default(5),
  repeatedWithinMs: z.int().min(1_000).max(86_400_000).default(60_000),
});

const model = z.strictObject({
  /** How long a signal waits for the model's score before the rule's is used. */
  deadlineMs: z.int().min(1).max(2_000).default(100),
});
const calendar = z.strictObject({
  /** Entries are refused this long before and after a high-impact event of the symbol's currencies; 0 switches it off. */
  newsMinutes: z.number().min(0).max(120).default(2),
  /** How often the calendar file is read again. */
  refreshMs: z.int().min(1_000).max(86_400_000).default(300_000),
  /** An older copy is not relied on. */
  maxAgeHours: z.number().positive().max(720).default(48),
  /** What an entry does when the calendar is too old: go on with a note, or be refused. */
  whenStale: z.enum(['allow', 'refuse']).default('allow'),
  /** No entries so many minutes around 17:00 in New York, before the week ends there, and after it begins; 0 switches one off. */
  rolloverMinutes: z.number().min(0).max(120).default(5),
  fridayCloseMinutes: z.number().min(0).max(1_440).default(60),
  sundayOpenMinutes: z.number().min(0).max(1_440).default(15),
  /** Where the rulebook wants to be flat over the weekend: everything is closed so many minutes before it; 0: it is only said. */
  weekendFlatMinutes: z.number().min(0).max(1_440).default(15),
  /** Days of New York without entries: every year (MM-DD) or once (YYYY-MM-DD). */
  holidays: z
    .array(z.string().regex(/^(\d{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'is not MM-DD or YYYY-MM-DD'))
    .max(200)
    .default(['01-01', '12-25']),
});

/** The whole configuration. Unknown keys are errors; every key has a default. */
export const config = z.strictObject({
  approvals: approvals.prefault({}),
  intake: intake.prefault({}),
  strategies: z.strictObject({ m5_bos: m5Bos.prefault({}), m1_retest: m1Retest.prefault({}) }).prefault({}),
  cells: cells.prefault({}),
  rulebook: rulebookChoice.prefault({}),
  paper: paper.prefault({}),
  mt5: mt5.prefault({}),
  detector: detector.prefault({}),
  limits: limits.prefault({}),
  recovery: recovery.prefault({}),
  model: model.prefault({}),
  calendar: calendar.prefault({}),
});
export type RulebookChoice = z.infer<typeof rulebookChoice>;
export type Config = z.infer<typeof config>;
export type StrategyProfile = Config['strategies']['m5_bos'];
export type SessionName = z.infer<typeof session>;
