import { directionOf, type ClaimedLevels, type Side, type SymbolSpec, type Timeframe } from '#shared/domain';
import { assert } from '#shared/lib';
import { strategyOfPattern, type Pattern } from '#shared/strategies';
import type { StructureBreak } from './structure.ts';

/** What the detector has to know about a symbol. */
export type DetectorSpec = Pick<SymbolSpec, 'point' | 'pip' | 'tickSize' | 'digits' | 'stopsLevel'>;

/** A trade the detector proposes. Prices are bid prices on the symbol's tick grid. */
export type Setup = {
  /** The same market gives the same id, live or replayed; at most 60 characters. */
  readonly id: string;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly pattern: Pattern;
  /** Whether the M5 break behind it went with the trend. */
  readonly kind: StructureBreak['kind'];
  readonly side: Side;
  readonly entry: number;
  readonly stopLoss: number;
  readonly takeProfit: number;
  readonly levels: ClaimedLevels;
  /** What the trigger was measured from, and the price it asked for; null for a plain break of structure. */
  readonly trigger: { readonly base: number; readonly price: number } | null;
  /** ATR of the traded timeframe at that moment, as a price distance. */
  readonly atr: number;
  /** Closing moment of the candle that completed it. */
  readonly madeAt: number;
  /** True when that candle was loaded to warm up: look, but do not trade. */
  readonly fromHistory: boolean;
};

const ID_LENGTH_MAX = 60;

/** Level in points and time in minutes, both base 36: short enough beside a symbol of 32 characters. */
export function setupId(symbol: string, pattern: Pattern, side: Side, level: number, point: number, madeAt: number): string {
  const { timeframe } = strategyOfPattern(pattern);
  const place = Math.round(level / point).toString(36);
  const id = `det-${symbol}-${timeframe}${side === 'BUY' ? 'B' : 'S'}-${place}-${Math.floor(madeAt / 60_000).toString(36)}`;
  assert(id.length <= ID_LENGTH_MAX, 'a setup id fits into 60 characters');
  return id;
}

/** Entry, stop and target of a setup. */
export type Bracket = Pick<Setup, 'entry' | 'stopLoss' | 'takeProfit'>;

/**
 * A close and a stop put on the tick grid, with the target they imply. The stop is rounded away from the entry, the target is
 * computed from the rounded risk and rounded outwards too: so the reward is never below `rewardRisk` times the risk. Null
 * when no tick lies between stop and entry, or a price is not positive.
 */
export function bracket(side: Side, close: number, stop: number, rewardRisk: number, spec: DetectorSpec): Bracket | null {
  const direction = directionOf(side);
  const entry = Number((Math.round(close / spec.tickSize) * spec.tickSize).toFixed(spec.digits));
  const stopLoss = onGrid(stop, -direction, spec);
  const risk = direction * (entry - stopLoss);
  const takeProfit = onGrid(entry + direction * rewardRisk * risk, direction, spec);
  return risk > 0 && entry > 0 && stopLoss > 0 && takeProfit > 0 ? { entry, stopLoss, takeProfit } : null;
}

/** The nearest tick at or beyond a price in a direction. A millionth of a tick off is float noise, not a price. */
function onGrid(price: number, direction: number, spec: DetectorSpec): number {
  const ticks = price / spec.tickSize;
  const nearest = Math.round(ticks);
  const whole = Math.abs(ticks - nearest) < 1e-6 ? nearest : direction > 0 ? Math.ceil(ticks) : Math.floor(ticks);
  return Number((whole * spec.tickSize).toFixed(spec.digits));
}
