import { z } from 'zod';
import { candles, epochMs } from '#shared/domain';
import { rowAsk } from './replay-ask.ts';

const figure = z.number().nullable();
const span = z.object({ from: z.number(), to: z.number(), tradingMs: z.number() });

/** What a file's prices are worth. Times UTC ms. */
export const priceQuality = z.object({
  symbol: z.string(),
  kind: z.enum(['bars', 'ticks']),
  /** M1, another size of bars, or ticks. */
  size: z.string(),
  /** How the file is written. */
  form: z.string(),
  rows: z.int(),
  ...{ from: z.number(), to: z.number(), low: z.number(), high: z.number(), decimals: z.int() },
  spread: z.object({ min: z.number(), median: z.number(), max: z.number() }).nullable(),
  gaps: z.int(),
  missingMinutes: z.int(),
  /** Holes and the longest gaps, longest first. */
  longest: z.array(span).max(12),
  holes: z.int(),
  spikes: z.array(z.object({ at: z.number(), price: z.number(), times: z.number() })).max(12),
  spikeCount: z.int(),
  outside: z.int(),
  skipped: z.int(),
  hasSpec: z.boolean(),
  /** What the file lets guess of itself that nothing was made of; absent in looks of before. */
  hints: z.array(z.string()).optional(),
});
export type PriceQuality = z.infer<typeof priceQuality>;

const priceFile = z.object({
  name: z.string(),
  bytes: z.int(),
  at: epochMs,
  /** As it was looked at last: how it was read, and what came out or why it could not be read. Null: it was not looked at. */
  look: z.object({ rows: rowAsk, quality: priceQuality.nullable(), problem: z.string().nullable() }).nullable(),
});
export type PriceFile = z.infer<typeof priceFile>;

/** A run that is kept, in one line. Money in account currency. */
export const keptRun = z.object({
  id: z.string(),
  kind: z.enum(['replay', 'sweep']),
  name: z.string(),
  at: epochMs,
  version: z.string(),
  files: z.array(z.string()),
  symbol: z.string(),
  ...{ from: z.number(), to: z.number() },
  /** SHA-256 of the configuration and of the prices. */
  digests: z.object({ config: z.string(), prices: z.string() }),
  rulebook: z.string(),
  currency: z.string(),
  trades: z.int(),
  net: z.number(),
  /** The floor that was crossed; null: none. Of a sweep, how many of its runs crossed one. */
  breach: z.string().nullable(),
  runs: z.int().nullable(),
});
export type KeptRun = z.infer<typeof keptRun>;

export const replayJob = z.object({
  id: z.string(),
  kind: z.enum(['replay', 'sweep', 'inspect']),
  name: z.string(),
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  /** What it does now. */
  step: z.string(),
  /** Of `total` bars, ticks or runs; 0 of 0 while it is not known. */
  done: z.number(),
  total: z.number(),
  elapsedMs: z.number(),
  /** How long it will take still, ms; null: not known. */
  leftMs: z.number().nullable(),
  /** Why it could not go on, a line for each. */
  faults: z.array(z.string()),
  /** The run that is kept of it. */
  runId: z.string().nullable(),
});
export type ReplayJob = z.infer<typeof replayJob>;

/** Everything but the reports themselves. */
export const replayView = z.object({
  folder: z.string(),
  files: z.array(priceFile).max(500),
  runs: z.array(keptRun).max(500),
  job: replayJob.nullable(),
});
export type ReplayView = z.infer<typeof replayView>;

const near = z.object({ rule: z.string(), floor: z.number(), room: z.number(), at: z.number() });
const group = z.object({ key: z.string(), trades: z.int(), winRate: figure, meanR: figure, net: z.number() });
export type ReplayGroup = z.infer<typeof group>;

/** A report without its trades: what is read first. */
export const replayOverview = z.object({
  run: keptRun,
  verdict: z.object({ lines: z.array(z.string()), breach: near.nullable(), nearest: z.array(near) }),
  balance: z.object({ start: z.number(), end: z.number() }),
  figures: z.object({
    ...{ net: z.number(), trades: z.int(), wins: z.int(), losses: z.int(), winRate: figure, profitFactor: figure, meanR: figure },
    winRateInterval: z.object({ low: z.number(), high: z.number() }).nullable(),
    ...{ expectancy: figure, fall: figure, fallAt: figure, sqn: figure, sharpe: figure, sortino: figure, calmar: figure },
    ...{ days: z.int(), costs: z.number(), exposure: z.number(), longestLosing: z.int() },
  }),
  /** At most 500 points: of each span the lowest and the highest value. */
  equity: z.array(z.object({ at: z.number(), equity: z.number(), daily: figure, total: figure })).max(500),
  groups: z.object({
    ...{ strategy: z.array(group), session: z.array(group), weekday: z.array(group), exit: z.array(group) },
    /** Absent: a run of before it was kept. */
    symbol: z.array(group).optional(),
  }),
  refused: z.array(z.object({ code: z.string(), count: z.int(), followed: z.int(), meanR: figure, sumR: z.number() })),
  assumptions: z.array(z.string()),
  data: z.array(z.string()),
  counts: z.object({ trades: z.int(), refused: z.int() }),
  rowsPerPage: z.int(),
});
export type ReplayOverview = z.infer<typeof replayOverview>;

export const replayTradeRow = z.object({
  ...{ place: z.int(), symbol: z.string(), side: z.string(), strategy: z.string(), openedAt: z.number(), closedAt: z.number() },
  ...{ volume: z.number(), entry: z.number(), exit: z.number(), reason: z.string(), pnl: z.number(), r: figure, score: figure },
});
export type ReplayTradeRow = z.infer<typeof replayTradeRow>;

export const replayRefusedRow = z.object({
  ...{ at: z.number(), symbol: z.string(), side: z.string(), pattern: z.string(), state: z.string() },
  ...{ code: z.string(), text: z.string() },
  /** What it would have made, in R; null: it was not followed. */
  shadow: z.object({ r: z.number(), end: z.string() }).nullable(),
});
export type ReplayRefusedRow = z.infer<typeof replayRefusedRow>;

/** One trade with its reasons and the bars around it. */
export const replayTradeDetail = z.object({
  row: replayTradeRow,
  ...{ ticket: z.string(), signalId: z.string().nullable(), stopLoss: figure, takeProfit: figure, riskMoney: figure },
  costs: z.object({ gross: z.number(), commission: z.number(), swap: z.number(), spread: z.number(), slippage: z.number() }),
  excursion: z.object({ maeR: figure, mfeR: figure }).nullable(),
  why: z.array(
    z.object({
      stage: z.string(),
      verdict: z.string(),
      rules: z.array(z.object({ ok: z.boolean(), text: z.string() })),
    }),
  ),
  /** Of `everyMs`, oldest first; none where ticks were replayed. */
  bars: candles.shape.bars.unwrap().max(400),
  everyMs: z.int(),
});
export type ReplayTradeDetail = z.infer<typeof replayTradeDetail>;

/** Two runs beside each other. */
export const replayComparison = z.object({
  caveats: z.array(z.string()),
  settings: z.array(z.object({ path: z.string(), a: z.string(), b: z.string() })).max(500),
  figures: z.array(z.object({ name: z.string(), a: figure, b: figure })),
  verdicts: z.object({ a: z.string(), b: z.string() }),
  /** Which trades are the same, ended otherwise, or are in one alone. */
  trades: z.array(z.string()).max(100),
});
export type ReplayComparison = z.infer<typeof replayComparison>;

const sweepRow = z.object({
  values: z.array(z.unknown()),
  ...{ net: z.number(), trades: z.int(), winRate: figure, profitFactor: figure, meanR: figure, fall: z.number() },
  ...{ sharpe: figure, nearest: figure, breach: z.string().nullable(), pBreach: figure, pPass: figure, reached: z.boolean() },
});
export type SweepRow = z.infer<typeof sweepRow>;

export const sweepResult = z.object({
  run: keptRun,
  paths: z.array(z.string()),
  rows: z.array(sweepRow).max(500),
  words: z.array(z.string()),
});
export type SweepResult = z.infer<typeof sweepResult>;
