import type { Bar } from '#shared/domain';
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
