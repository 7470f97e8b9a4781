import type { StrategyProfile } from '#shared/config';
import type { Signal, StrategyId } from '#shared/domain';
import { riskPercentOf } from '#engine/sizing';
import type { Draft } from './cell.ts';

/** The draft that enters U1: the signal's plan under the product owner's adjustments. */
export const draftOf = (
  signal: Signal,
  strategyId: StrategyId,
  profile: StrategyProfile,
  adjustments: { readonly riskFactor: number; readonly targetRr: number },
  overrides: readonly string[],
): Draft => ({
  signal,
  strategyId,
  profile,
  overrides,
  risk: riskPercentOf(profile, adjustments.riskFactor, signal.riskPercent),
  targetRr: adjustments.targetRr,
  side: signal.side,
  entry: signal.entry,
  stopLoss: signal.stopLoss,
  takeProfit: signal.takeProfit,
  score: null,
  probability: null,
  confidence: null,
  lots: null,
  loss: null,
  riskMoney: null,
  rr: null,
  binding: null,
  room: null,
  request: null,
});
