/** Candlesticks, drawn by lightweight-charts on a canvas: loaded when first looked at. */
export { CandleChart } from './candle-chart.tsx';
export type { LevelHandle } from './level-handles.tsx';
export {
  candlePicture,
  SPAN_MS,
  type CandlePicture,
  type DrawnBox,
  type DrawnLevel,
  type DrawnMark,
  type DrawnSegment,
  type Overlay,
} from './candle-picture.ts';
