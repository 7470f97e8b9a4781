import { z } from 'zod';
import { PATTERNS } from '#shared/strategies';
import type { CriterionCode } from './criteria.ts';
import { epochMs, side, timeframe } from './market.ts';
import { pendingTerms } from './pending.ts';
import { sourceId } from './source-id.ts';
import { strategyId } from './trade.ts';

const pattern = z.enum(PATTERNS);

/** The id of the source that a signal came from: a configured one, or one that is built in. */
export const signalSource = sourceId;
/**
 * Soft rules that judge a pattern. On an order by hand the trader is the judge of it: they are reported, and no gate. Session,
 * news, blocks, room, sizes and every hard rule stay.
 */
export const TRADERS_OWN: readonly CriterionCode[] = [
  ...(['trend', 'volatility', 'structure_seen', 'u1_score', 'u2_probability', 'u2_confidence'] as const),
];
export type SignalSource = z.infer<typeof signalSource>;

/** Structure levels a sender claims, as prices. All are claims: U1 checks them against our own candles. */
export const claimedLevels = z.object({
  currentPrice: z.number().positive().nullable(),
  previousHigh: z.number().positive().nullable(),
  previousLow: z.number().positive().nullable(),
  structureBreak: z.number().positive().nullable(),
  breakLevel: z.number().positive().nullable(),
  retestLevel: z.number().positive().nullable(),
});
export type ClaimedLevels = z.infer<typeof claimedLevels>;

/** A sender that claims nothing about structure. */
export const NO_LEVELS: ClaimedLevels = {
  currentPrice: null,
  previousHigh: null,
  previousLow: null,
  structureBreak: null,
  breakLevel: null,
  retestLevel: null,
};

/** A share of what is held, or lots as the sender counts them: a position that was opened with less has its share of them closed. */
const exitPart = z.union([z.object({ percent: z.number().positive().max(100) }), z.object({ lots: z.number().positive() })]);
export type ExitPart = z.infer<typeof exitPart>;

/** How an exit or a cancel was understood where it did not say everything, or said what is not obeyed. */
const exitTerms = z.object({
  /** No side was named, or two: what the source opened in the symbol is meant, on either side; `side` stands for nothing. */
  anySide: z.boolean(),
  /** What was in the body and is not obeyed, in words for the trader. */
  notes: z.array(z.string().max(200)).max(5),
  /** So much is closed. Absent: all. */
  part: exitPart.optional(),
  /** This position alone, by its identifier, ours or not. Absent: ours of the symbol. */
  position: z.string().max(128).optional(),
});
export type ExitTerms = z.infer<typeof exitTerms>;

const turnTerms = z.object({
  /** The identifier of the position; absent: all of ours on the other side of the symbol that the exit before it speaks of. */
  position: z.string().max(128).optional(),
  /** That exit names no side: what its source opened in the symbol is meant. */
  anySide: z.literal(true).optional(),
  /** It is known not to be ours. */
  foreign: z.literal(true).optional(),
  /** The exit that closes it, once both are on record. */
  exit: z.string().max(128).optional(),
});

/** Rules for the position of one signal, in R of its stop; each stands in the place of its strategy's. */
const signalManagement = z.object({
  breakEvenAtR: z.number().positive().max(50).optional(),
  breakEvenOffsetR: z.number().min(0).max(5).optional(),
  trailing: z.literal('r').optional(),
  trailingStartR: z.number().min(0).max(50).optional(),
  trailingDistance: z.number().positive().max(20).optional(),
  trailingStepR: z.number().min(0.02).max(5).optional(),
  partials: z
    .array(z.object({ atR: z.number().positive().max(50), percent: z.number().positive().max(100) }))
    .max(5)
    .optional(),
});
export type SignalManagement = z.infer<typeof signalManagement>;

/** A signal in the product's own words, whatever dialect it arrived in. */
export const signal = z.object({
  /** Well-formed Unicode, so that it reads the same from every store. */
  signalId: z
    .string()
    .min(1)
    .max(128)
    .refine((id) => id.isWellFormed(), 'must be well-formed text'),
  source: signalSource,
  dialect: z.string().max(40),
  kind: z.enum(['entry', 'exit', 'cancel']),
  symbol: z.string().min(1).max(32),
  timeframe,
  pattern,
  /** The profile that the sender names; absent: the one named like the pattern's strategy. */
  strategyId: strategyId.optional(),
  side,
  entry: z.number().positive(),
  stopLoss: z.number().positive().nullable(),
  takeProfit: z.number().positive().nullable(),
  /** The entry waits at the broker for its price; absent: it is made at the market. `entry` is the price it is filled at. */
  pending: pendingTerms.optional(),
  /** Absent: as its strategy manages its positions. */
  management: signalManagement.optional(),
  /** Absent: the side was named, and nothing is to be said of the rest. */
  exit: exitTerms.optional(),
  /** It turns round what is held: nothing is opened before that is known to be closed. Absent: it turns nothing. */
  turns: turnTerms.optional(),
  levels: claimedLevels,
  /** Percent of balance the sender asks to risk: a request, capped by the strategy. */
  riskPercent: z.number().positive().max(100).nullable(),
  /** Money in account currency that it asks to risk: an upper bound, beside the strategy's. Absent: it names none. */
  riskMoney: z.number().positive().optional(),
  /** Lots: an upper bound. */
  volumeMax: z.number().positive().nullable(),
  /** What the settings of its source allow at most: lots, percent of the balance and account currency lost at its stop. */
  bounds: z
    .object({
      lots: z.number().positive().optional(),
      riskPercent: z.number().positive().optional(),
      riskMoney: z.number().positive().optional(),
    })
    .optional(),
  /** When the sender made it. */
  madeAt: epochMs,
  /** The sender named no time: `madeAt` is when it came. */
  untimed: z.literal(true).optional(),
  /** Keys the dialect does not know; kept, never acted upon. */
  metadata: z.record(z.string(), z.json()),
});
export type Signal = z.infer<typeof signal>;

/** A signal's life, as `/signals/:id` names it. */
export const signalState = z.enum([
  'received',
  'evaluated',
  'awaiting_approval',
  'in_pipeline',
  'ordered',
  'open',
  'closed',
  'rejected',
  'expired',
  'cancelled',
  'failed',
  'unknown',
]);
export type SignalState = z.infer<typeof signalState>;

const FINAL: ReadonlySet<SignalState> = new Set(['closed', 'rejected', 'expired', 'cancelled', 'failed']);
/** True once nothing more can happen to the signal (a rejected one may still be overridden while it is fresh). */
export const isFinal = (state: SignalState): boolean => FINAL.has(state);
