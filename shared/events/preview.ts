import { z } from 'zod';
import { epochMs, PENDING_TYPES, recorded, side, strategyId, type CriterionCode, type ProblemCode } from '#shared/domain';
import { BY_HAND } from '#shared/strategies';
import { currencyExposure, roomView } from './room-view.ts';

const price = z.number().positive();
const money = z.number();
const optional = <Schema extends z.ZodType>(schema: Schema) => schema.nullable().default(null);

/** An order that is only asked about: at the market, or waiting for its price. */
export const previewAsk = z.strictObject({
  symbol: z.string().min(1).max(32),
  side,
  /** Absent: at the market. */
  type: z.enum(['market', ...PENDING_TYPES]).optional(),
  /** What the market has to reach; of a pending order only. */
  price: price.optional(),
  /** Where a stop-limit order is filled once the market has reached its price. */
  stopLimit: price.optional(),
  stopLoss: price,
  takeProfit: optional(price),
  /** When a pending order ends unfilled (UTC ms). */
  expiresAt: epochMs.optional(),
  /** The group of a pending order: the first fill of it cancels the others. */
  oco: z.string().optional(),
  /** Whose risk and limits are used. */
  strategy: strategyId.default(BY_HAND),
  /** Less than the strategy's own; null leaves it. */
  riskPercent: optional(z.number().positive().max(100)),
  /** Money in account currency to lose at the stop, at most; absent: the strategy's share alone. */
  riskMoney: z.number().positive().optional(),
  /** No more lots than these; null leaves the size to the rules. */
  volumeMax: optional(z.number().positive().max(10_000)),
});
export type PreviewAsk = z.infer<typeof previewAsk>;

/** The order itself. `clientId` names it for ever: the same one again is the same order. */
export const orderAsk = previewAsk.extend({ clientId: z.string().min(1).max(128) });
export type OrderAsk = z.infer<typeof orderAsk>;

const answered = z.object({
  stage: z.enum(['intake', 'controller', 'owner', 'u1', 'u2', 'u3', 'u4']),
  code: recorded<CriterionCode | ProblemCode>(),
  hard: z.boolean(),
  text: z.string(),
});

/** What such an order would be now. Money in account currency; null where nothing could be sized. */
export const preview = z.object({
  at: epochMs,
  verdict: z.enum(['passed', 'refused']),
  entry: price.nullable(),
  lots: z.number().nullable(),
  binding: z.string().nullable(),
  rr: z.number().nullable(),
  /** Worst loss at the stop, and what the spread costs at once. */
  loss: z.object({ stop: money, commission: money, slippage: money, total: money, pctOfBalance: z.number() }).nullable(),
  spreadCost: money.nullable(),
  before: roomView.nullable(),
  after: z.object({ dayRoom: money, totalRoom: money, openRisk: money }).nullable(),
  /** The stop is jumped by its own distance again, and the spread is three times as wide. `crosses` names the floor that would not hold. */
  stress: z
    .object({ gapLoss: money, dayRoom: money, totalRoom: money, crosses: z.enum(['none', 'day', 'total']), spreadCost: money })
    .nullable(),
  /** Net by currency, in account currency. */
  exposure: z.array(currencyExposure).max(40),
  /** Every rule that would refuse the order, in the order they are asked; a soft one the trader may override afterwards. */
  failed: z.array(answered).max(60),
  /** The rules of risk (U3) that are met. */
  passed: z.array(answered).max(60),
});
export type Preview = z.infer<typeof preview>;
