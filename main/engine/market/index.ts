/** What our own candles say: closed bars in, market structure and trade setups out; and the clocks of the market's centres. */
export type { Retest, RetestEnd } from './break-retest.ts';
export type { Candle } from './candle-ring.ts';
export { hourlyCorrelation } from './correlation.ts';
export { onBar } from './detector.ts';
export {
  copyMarketState,
  createMarketState,
  createSymbolMarket,
  recentCandles,
  type Gap,
  type MarketState,
  type SymbolMarket,
} from './market-state.ts';
export { foldBar, foldCandles } from './fold-bar.ts';
export { newsWindowAt, type NewsSpan, type NewsWindow } from './news-window.ts';
export { quietAt, weekEnd, type QuietTime } from './quiet-times.ts';
export { nextSessionStart, sessionsAt, type MarketSession } from './sessions.ts';
export { sessionsEnd } from './sessions-end.ts';
export { DETECTOR_SETTINGS, type DetectorSettings } from './settings.ts';
export type { DetectorSpec, Setup } from './setup.ts';
export type { Structure, StructureBreak } from './structure.ts';
export { structureView, type StructureView } from './structure-view.ts';
export type { Swing } from './swing.ts';
export { localDayStart, localTimeOf, nextLocalMidnight, zoneOffsetMs } from './zone.ts';
