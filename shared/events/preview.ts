import { z } from 'zod';
import { epochMs, recorded, side, strategyId, type CriterionCode } from '#shared/domain';
import { DEFAULT_STRATEGY } from '#shared/strategies';
import { currencyExposure, roomView } from './room-view.ts';

const price = z.number().positive();
const money = z.number();

/** An order that is only asked about, at the market. */
export const previewAsk = z.strictObject({
  symbol: z.string().min(1).max(32),
  side,
  stopLoss: price,
  takeProfit: price.nullable().default(null),
  /** Whose risk and limits are used. */
  strategy: strategyId.default(DEFAULT_STRATEGY),
  /** Less than the strategy's own; null leaves it. */
  riskPercent: z.number().positive().max(100).nullable().default(null),
  /** No more lots than these; null leaves the size to the rules. */
  volumeMax: z.number().positive().max(10_000).nullable().default(null),
});
export type PreviewAsk = z.infer<typeof previewAsk>;

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
  /** Every rule that is not met: hard ones refuse, soft ones the trader may set aside. */
  failed: z
    .array(
      z.object({ stage: z.enum(['owner', 'u1', 'u3']), code: recorded<CriterionCode>(), hard: z.boolean(), text: z.string() }),
    )
    .max(60),
});
export type Preview = z.infer<typeof preview>;
