import { directionOf, type Signal } from '#shared/domain';
import { strategyOfPattern, type StrategyStructure } from '#shared/strategies';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { structureView } from '#engine/market';

const IS_RETEST: Readonly<Record<StrategyStructure, 0 | 1>> = { break: 0, retest: 1, none: 0 };

/** The features a model gets of a signal: the plan and the structure around it, as numbers. A feature that is not known is left out. */
export function modelFeatures({ market }: ReadonlyEngine, signal: Signal): Readonly<Record<string, number>> {
  const direction = directionOf(signal.side);
  const structure = structureView(market, signal.symbol);
  const risk = signal.stopLoss === null ? null : direction * (signal.entry - signal.stopLoss);
  const reward = signal.takeProfit === null ? null : direction * (signal.takeProfit - signal.entry);
  const wanted = signal.side === 'BUY' ? 'up' : 'down';
  const atr = structure?.atrM5 ?? null;
  return {
    buy: signal.side === 'BUY' ? 1 : 0,
    retest: IS_RETEST[strategyOfPattern(signal.pattern).structure],
    ...(risk === null || reward === null || risk <= 0 ? {} : { rr: reward / risk }),
    ...(risk === null || atr === null || atr <= 0 ? {} : { stopAtr: risk / atr }),
    ...(structure === null ? {} : { trend: structure.trend === wanted ? 1 : structure.trend === 'none' ? 0 : -1 }),
  };
}
