import { unpackCandles, type Bar } from '#shared/domain';
import type { Payload } from '#shared/events';
import { setBounded } from '#shared/lib';
import { onBar } from './detector.ts';
import { createSymbolMarket, type MarketState, type SymbolMarket } from './market-state.ts';
import { DETECTOR_SETTINGS, type DetectorSettings } from './settings.ts';
import type { DetectorSpec } from './setup.ts';

const SYMBOLS_MAX = 256;

/** No market is closed for so long: what it was before says nothing of what it is. */
const FORGOTTEN_MS = 5 * 86_400_000;

const isLongAgo = ({ lastTime }: SymbolMarket, { timeframe, time }: Bar): boolean =>
  timeframe === 'M1' && lastTime >= 0 && time - lastTime > FORGOTTEN_MS;

/** Folds a closed M1 bar into its symbol's market and returns that market; `fresh` then holds the setups of this bar. */
export function foldBar(
  state: MarketState,
  bar: Bar,
  spec: DetectorSpec,
  settings: DetectorSettings = DETECTOR_SETTINGS,
): SymbolMarket {
  let market = state.get(bar.symbol);
  if (market === undefined || isLongAgo(market, bar)) {
    market = createSymbolMarket(bar.symbol, settings);
    setBounded(state, bar.symbol, market, SYMBOLS_MAX);
  }
  market.fresh = onBar(market, bar, spec);
  return market;
}

/** Folds candles that were recorded together, but for those that were folded when they closed. */
export function foldCandles(state: MarketState, { candles, until, spec }: Payload<'bars.closed'>): void {
  const lastTime = (): number => state.get(candles.symbol)?.lastTime ?? -1;
  if (until <= lastTime()) return;
  for (const bar of unpackCandles(candles)) if (bar.time > lastTime()) foldBar(state, bar, spec);
}
