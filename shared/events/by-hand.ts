import { z } from 'zod';
import { epochMs } from '#shared/domain';
import { preview, previewAsk } from './preview.ts';

const price = z.number().positive().max(1e9);
const money = z.number();

/** Levels that a person asks for. A level that is left out stays; `break_even` is the entry; a target of null is taken off. */
export const askedLevels = z.object({
  stopLoss: z.union([price, z.literal('break_even')]).optional(),
  takeProfit: price.nullable().optional(),
});
export type AskedLevels = z.infer<typeof askedLevels>;

/** Other terms for a pending order of ours; what is left out stays. Its volume stays too. */
export const askedTerms = z.object({
  price: price.optional(),
  stopLimit: price.optional(),
  stopLoss: price.optional(),
  takeProfit: price.optional(),
  expiresAt: epochMs.optional(),
});
export type AskedTerms = z.infer<typeof askedTerms>;

/** The part of a position that a person closes. */
export const closedPart = z.union([
  z.strictObject({ percent: z.number().positive().max(100) }),
  z.strictObject({ lots: z.number().positive().max(10_000) }),
]);
export type ClosedPart = z.infer<typeof closedPart>;

/** The entry that takes the place of a position, on its other side and at the market; the size is the smallest of all ceilings. */
const reversal = previewAsk.pick({ stopLoss: true, takeProfit: true, riskPercent: true, riskMoney: true, volumeMax: true });

/** A reversal. `clientId` names it for ever; `foreign`: the position is known not to be ours. */
export const reverseAsk = reversal.extend({
  ticket: z.string().min(1).max(128),
  clientId: z.string().min(1).max(128),
  foreign: z.boolean().optional(),
  reason: z.string().max(500).nullable().default(null),
});
export type ReverseAsk = z.infer<typeof reverseAsk>;

/** A change of an open position that is only asked about. */
export const positionAsk = z.union([
  z.strictObject({ ticket: z.string().min(1).max(128), levels: askedLevels.strict() }),
  z.strictObject({ ticket: z.string().min(1).max(128), part: closedPart.nullable() }),
  z.strictObject({ ticket: z.string().min(1).max(128), by: z.string().min(1).max(128) }),
  z.strictObject({ ticket: z.string().min(1).max(128), reverse: reversal }),
]);
export type PositionAsk = z.infer<typeof positionAsk>;

/** How a position stands. `atStop` is what it comes to if its stop is hit, without slippage; null without a stop. */
const standing = z.object({
  volume: z.number(),
  stopLoss: z.number().nullable(),
  takeProfit: z.number().nullable(),
  atStop: money.nullable(),
  atStopR: z.number().nullable(),
  /** What every open stop loses from here, and the room before the nearer floor once all of them are hit. Null: not known. */
  openRisk: money.nullable(),
  roomAtStops: money.nullable(),
});

/** What a change of an open position would come to now. Money in account currency. */
export const positionPreview = z.object({
  at: epochMs,
  ticket: z.string(),
  verdict: z.enum(['passed', 'refused']),
  /** Why not; null when it passed. */
  refusal: z.string().nullable(),
  /** What it does to the risk of the account; null when it was refused. */
  effect: z.enum(['change', 'protect', 'close']).nullable(),
  before: standing,
  after: standing.nullable(),
  /** The opposite position that it is closed by: its lots before and after, and the spread that is not paid. Absent: by none. */
  by: z.object({ ticket: z.string(), before: z.number(), after: z.number(), saves: money.nullable() }).optional(),
  /** What is opened on the other side once it is closed, judged as if it were. Absent: nothing is. */
  opens: preview.optional(),
});
export type PositionPreview = z.infer<typeof positionPreview>;
