import type { Bar } from '#shared/domain';
import { createAtr, type Atr } from './atr.ts';
import type { Retest } from './break-retest.ts';
import { candlesOf, createCandleRing, type Candle, type CandleRing } from './candle-ring.ts';
import { createFiveMinutes, type FiveMinutes } from './five-minutes.ts';
import { createRankWindow, type RankWindow } from './rank-window.ts';
import { REGIME_WINDOW } from './regime.ts';
import { DETECTOR_SETTINGS, type DetectorSettings } from './settings.ts';
import type { Setup } from './setup.ts';
import { createStructure, type Structure } from './structure.ts';

/** Minutes without a bar, from the end of the last one before to the start of the first one after. */
export type Gap = { readonly from: number; readonly to: number };

/** Everything known of one symbol. Plain data of a fixed size (about 100 kB as JSON), changed only by `onBar`. */
export type SymbolMarket = {
  readonly symbol: string;
  readonly settings: DetectorSettings;
  /** The last 600 closed candles each. */
  readonly m1: CandleRing;
  readonly m5: CandleRing;
  readonly forming: FiveMinutes;
  readonly atrM1: Atr;
  readonly atrM5: Atr;
  /** The last 500 M5 ATRs. */
  readonly atrWindow: RankWindow;
  readonly structure: Structure;
  /** The level followed on M1: at most one, always the newest break. */
  retest: Retest | null;
  /** The newest levels that were followed to their end, oldest first, at most 16. */
  readonly retests: Retest[];
  /** Opening moment of the last M1 bar taken, or -1. */
  lastTime: number;
  /** Bars refused: not M1, or not later than the last one. */
  ignoredBars: number;
  missingMinutes: number;
  lastGap: Gap | null;
  /** Setups of the last bar folded; three at most. */
  fresh: readonly Setup[];
};

/** Markets by symbol, at most 256; the one that was added first leaves. */
export type MarketState = Map<string, SymbolMarket>;

const CANDLES_MAX = 600;

export const createMarketState = (): MarketState => new Map();

export function createSymbolMarket(symbol: string, settings: DetectorSettings = DETECTOR_SETTINGS): SymbolMarket {
  return {
    symbol,
    settings,
    m1: createCandleRing(CANDLES_MAX),
    m5: createCandleRing(CANDLES_MAX),
    forming: createFiveMinutes(),
    atrM1: createAtr(settings.atrPeriod),
    atrM5: createAtr(settings.atrPeriod),
    atrWindow: createRankWindow(REGIME_WINDOW),
    structure: createStructure(),
    retest: null,
    retests: [],
    lastTime: -1,
    ignoredBars: 0,
    missingMinutes: 0,
    lastGap: null,
    fresh: [],
  };
}

/** A copy that shares nothing with the original. A market is JSON, so this is also how it is stored and restored. */
export const copyMarketState = (state: MarketState): MarketState =>
  new Map([...state].map(([symbol, market]) => [symbol, JSON.parse(JSON.stringify(market)) as SymbolMarket]));

/** The newest closed candles of a symbol, oldest first, at most `count` of the 600 held. */
export function recentCandles(state: MarketState, symbol: string, timeframe: Bar['timeframe'], count: number): readonly Candle[] {
  const market = state.get(symbol);
  return market === undefined ? [] : candlesOf(timeframe === 'M1' ? market.m1 : market.m5, count);
}
