import type {
  IChartApi,
  IPrimitivePaneRenderer,
  IPrimitivePaneView,
  ISeriesApi,
  ISeriesPrimitive,
  PrimitivePaneViewZOrder,
  SeriesAttachedParameter,
} from 'lightweight-charts';
import { hatch, scaledFont, type Ink } from '../charts/index.ts';
import type { CandlePicture } from './candle-picture.ts';

type Place = { readonly chart: IChartApi; readonly series: ISeriesApi<'Candlestick'>; readonly redraw: () => void };
type Scope = Parameters<Parameters<Parameters<IPrimitivePaneRenderer['draw']>[0]['useBitmapCoordinateSpace']>[0]>[0];

/** A stretch of time in which the ground is darker. */
export type Shaded = { readonly from: number; readonly to: number };

const view = (zOrder: PrimitivePaneViewZOrder, draw: (scope: Scope) => void): IPrimitivePaneView => ({
  zOrder: () => zOrder,
  renderer: () => ({ draw: (target) => target.useBitmapCoordinateSpace(draw) }),
});

/** What lies under and over the candles: shaded sessions, the boxes of risk and reward, and the levels that were broken. */
export class Layers implements ISeriesPrimitive {
  #place: Place | null = null;
  #picture: CandlePicture | null = null;
  #ink: Ink | null = null;
  #shaded: readonly Shaded[] = [];
  readonly #drawn: () => void;
  readonly #views: readonly IPrimitivePaneView[] = [
    view('bottom', (scope) => this.#draw(scope)),
    view('top', (scope) => this.#name(scope)),
  ];

  constructor(drawn: () => void) {
    this.#drawn = drawn;
  }

  attached({ chart, series, requestUpdate }: SeriesAttachedParameter): void {
    this.#place = { chart: chart, series: series as ISeriesApi<'Candlestick'>, redraw: requestUpdate };
  }

  detached(): void {
    this.#place = null;
  }

  paneViews(): readonly IPrimitivePaneView[] {
    return this.#views;
  }

  /** `shaded` are stretches in which the session is open. */
  show(picture: CandlePicture, ink: Ink, shaded: readonly Shaded[]): void {
    this.#picture = picture;
    this.#ink = ink;
    this.#shaded = shaded;
    this.#place?.redraw();
  }

  /** Where a moment is, in the pixels of the chart; a moment between two slots is at the earlier one. Null: not in the picture. */
  #x(at: number): number | null {
    const slots = this.#picture?.slots ?? [];
    const index = slots.findLastIndex(({ time }) => time <= at);
    const found = slots[index];
    if (this.#place === null || found === undefined) return null;
    return this.#place.chart.timeScale().logicalToCoordinate(index as never);
  }

  #draw({ context, bitmapSize, horizontalPixelRatio: rx, verticalPixelRatio: ry }: Scope): void {
    const [place, picture, ink] = [this.#place, this.#picture, this.#ink];
    if (place === null || picture === null || ink === null) return;
    const start = picture.slots[0]?.time ?? 0;
    const x = (at: number): number => Math.round((this.#x(Math.max(at, start)) ?? 0) * rx);
    const y = (price: number): number | null => {
      const found = place.series.priceToCoordinate(price);
      return found === null ? null : Math.round(found * ry);
    };
    context.save();
    context.fillStyle = ink.future;
    for (const { from, to } of this.#shaded) context.fillRect(x(from), 0, x(to) - x(from), bitmapSize.height);
    for (const { from, to, low, high, kind } of picture.boxes) {
      const [top, bottom] = [y(high), y(low)];
      if (top === null || bottom === null) continue;
      const [left, right] = [x(from), to === null ? bitmapSize.width : x(to)];
      context.globalAlpha = kind === 'won' ? 0.28 : 0.5;
      context.fillStyle = kind === 'won' ? ink.gain : hatch(context, ink.loss, rx);
      context.fillRect(left, top, Math.max(right - left, 2), bottom - top);
    }
    context.globalAlpha = 1;
    context.strokeStyle = ink.text3;
    context.lineWidth = ry;
    for (const { from, to, price } of picture.segments) {
      const at = y(price);
      if (at === null) continue;
      context.beginPath();
      context.moveTo(x(from), at);
      context.lineTo(x(to), at);
      context.stroke();
    }
    context.restore();
    this.#drawn();
  }

  /** Over the candles: the names of the breaks, each at the moment it was, with a rim of the ground so that they can be read. */
  #name({ context, horizontalPixelRatio: rx, verticalPixelRatio: ry }: Scope): void {
    const [place, picture, ink] = [this.#place, this.#picture, this.#ink];
    if (place === null || picture === null || ink === null) return;
    context.save();
    context.font = scaledFont(ink, ry, false);
    context.textAlign = 'right';
    context.lineJoin = 'round';
    for (const { to, price, text } of picture.segments) {
      const [x, y] = [this.#x(to), place.series.priceToCoordinate(price)];
      if (x === null || y === null) continue;
      context.strokeStyle = ink.ground;
      context.lineWidth = 4 * ry;
      context.strokeText(text, x * rx, (y - 4) * ry);
      context.fillStyle = ink.text2;
      context.fillText(text, x * rx, (y - 4) * ry);
    }
    context.restore();
  }
}
