import {
  CandlestickSeries,
  createChart,
  createSeriesMarkers,
  LineStyle,
  type AutoscaleInfo,
  type IChartApi,
  type IPriceLine,
  type ISeriesApi,
  type ISeriesMarkersPluginApi,
  type MouseEventParams,
  type Time,
  type UTCTimestamp,
} from 'lightweight-charts';
import { readInk, type Ink } from '../charts/index.ts';
import { clockText, dateTimeText, priceText } from '../format/index.ts';
import type { CandlePicture, DrawnLevel } from './candle-picture.ts';
import { Layers, type Shaded } from './layers.ts';

const AXIS_MIN_WIDTH = 68;
const DAY_MS = 86_400_000;
const SIZES = { swing: 0.3, retest: 0.4, event: 0.9 } as const;
const STYLES = { entry: LineStyle.Dotted, stop: LineStyle.Dashed, target: LineStyle.Solid } as const;

/** Seconds, as the library counts: of UTC, and shown in local time by our own formatters. */
const seconds = (ms: number): UTCTimestamp => (ms / 1_000) as UTCTimestamp;
const msOf = (time: Time): number => Number(time) * 1_000;

export type Shown = { readonly picture: CandlePicture; readonly digits: number; readonly shaded: readonly Shaded[] };

/** The chart on its canvas. Everything that it shows is handed to it; what the pointer or the keys rest on it tells. */
export class CandlePane {
  readonly #host: HTMLElement;
  readonly #chart: IChartApi;
  readonly #series: ISeriesApi<'Candlestick'>;
  readonly #markers: ISeriesMarkersPluginApi<Time>;
  readonly #layers: Layers;
  #lines: IPriceLine[] = [];
  #price: IPriceLine | null = null;
  #shown: Shown | null = null;
  #ink: Ink;
  #at: number | null = null;

  /** `told`: the slot that is looked at, null: none. `drawn`: after each drawing, when places of prices may have changed. */
  constructor(host: HTMLElement, told: (slot: number | null) => void, drawn: () => void) {
    this.#host = host;
    this.#ink = readInk(host);
    this.#chart = createChart(host, {
      autoSize: true,
      layout: { attributionLogo: false, background: { color: 'transparent' }, fontSize: 11 },
      rightPriceScale: { borderVisible: false, minimumWidth: AXIS_MIN_WIDTH, scaleMargins: { top: 0.08, bottom: 0.06 } },
      timeScale: {
        borderVisible: false,
        timeVisible: true,
        rightOffset: 4,
        tickMarkFormatter: (time: Time) => this.#tick(msOf(time)),
      },
      localization: { timeFormatter: (time: Time) => dateTimeText(msOf(time)) },
      handleScale: { mouseWheel: false },
      kineticScroll: { mouse: false, touch: false },
    });
    this.#series = this.#chart.addSeries(CandlestickSeries, {
      priceLineVisible: false,
      lastValueVisible: false,
      autoscaleInfoProvider: (own: () => AutoscaleInfo | null) => this.#scale(own()),
    });
    this.#markers = createSeriesMarkers(this.#series, []);
    this.#layers = new Layers(drawn);
    this.#series.attachPrimitive(this.#layers);
    this.#chart.subscribeCrosshairMove(({ logical }: MouseEventParams) => told(logical ?? null));
  }

  /** Draws it all; `focus` is the slots to look at, null: leave what is looked at as it is. */
  show(shown: Shown, focus: { readonly from: number; readonly to: number } | null): void {
    this.#shown = shown;
    this.recolour();
    const { picture, digits } = shown;
    this.#series.applyOptions({
      priceFormat: { type: 'custom', formatter: (price: number) => priceText(price, digits), minMove: 10 ** -digits },
    });
    this.#series.setData(
      picture.slots.map(({ time, candle }) =>
        candle === null
          ? { time: seconds(time) }
          : { time: seconds(time), open: candle.open, high: candle.high, low: candle.low, close: candle.close },
      ),
    );
    this.#drawMarks();
    this.#drawLevels(picture.levels);
    if (focus !== null) this.#chart.timeScale().setVisibleLogicalRange(focus);
  }

  /** Reads the theme's colours again. */
  recolour(): void {
    const ink = readInk(this.#host);
    this.#ink = ink;
    this.#chart.applyOptions({
      layout: { textColor: ink.text3, fontFamily: getComputedStyle(this.#host).fontFamily },
      grid: { vertLines: { color: ink.grid }, horzLines: { color: ink.grid } },
      crosshair: {
        vertLine: { color: ink.text3, labelBackgroundColor: ink.text3 },
        horzLine: { color: ink.text3, labelBackgroundColor: ink.text3 },
      },
    });
    this.#series.applyOptions({
      ...{ upColor: ink.gain, borderUpColor: ink.gain, wickUpColor: ink.gain },
      ...{ downColor: ink.ground, borderDownColor: ink.lost, wickDownColor: ink.lost },
    });
    if (this.#shown === null) return;
    this.#layers.show(this.#shown.picture, ink, this.#shown.shaded);
    this.#drawMarks();
    this.#drawLevels(this.#shown.picture.levels);
  }

  /** The price of this moment; null: it is not known, or not of this moment. */
  price(price: number | null): void {
    if (this.#price !== null) this.#series.removePriceLine(this.#price);
    this.#price =
      price === null
        ? null
        : this.#series.createPriceLine({
            ...{ price, color: this.#ink.text, lineWidth: 1, lineStyle: LineStyle.SparseDotted, title: 'now' },
            ...{ axisLabelVisible: true, axisLabelColor: this.#ink.text, axisLabelTextColor: this.#ink.ground },
          });
  }

  /** Looks at a slot by key: `steps` to the right of the one looked at, or of the last one. Returns the slot. */
  step(steps: number): number | null {
    const slots = this.#shown?.picture.slots ?? [];
    const next = Math.min(Math.max((this.#at ?? slots.length - 1) + steps, 0), slots.length - 1);
    const slot = slots[next];
    if (slot === undefined) return null;
    this.#at = next;
    const scale = this.#chart.timeScale();
    const range = scale.getVisibleLogicalRange();
    if (range !== null && (next < range.from || next > range.to)) {
      const wide = range.to - range.from;
      scale.setVisibleLogicalRange({ from: next - wide / 2, to: next + wide / 2 });
    }
    this.#chart.setCrosshairPosition(
      slot.candle?.close ?? this.#series.coordinateToPrice(0) ?? 0,
      seconds(slot.time),
      this.#series,
    );
    return next;
  }

  /** Closer (above 1) or further away, around the middle. */
  zoom(times: number): void {
    const scale = this.#chart.timeScale();
    const range = scale.getVisibleLogicalRange();
    if (range === null) return;
    const [middle, half] = [(range.from + range.to) / 2, (range.to - range.from) / 2 / times];
    scale.setVisibleLogicalRange({ from: middle - half, to: middle + half });
  }

  /** Where a price is, in CSS pixels from the top; null: nowhere. */
  y(price: number): number | null {
    return this.#series.priceToCoordinate(price);
  }

  /** The price at so many pixels from the top. */
  priceAt(y: number): number | null {
    return this.#series.coordinateToPrice(y);
  }

  /** While a level is dragged the chart stays where it is. */
  hold(isHeld: boolean): void {
    this.#chart.applyOptions({ handleScroll: !isHeld });
  }

  destroy(): void {
    this.#chart.remove();
  }

  /** Prices in sight: those of the candles, and every level, so that a stop is never off the picture. */
  #scale(own: AutoscaleInfo | null): AutoscaleInfo | null {
    const levels = (this.#shown?.picture.levels ?? []).map(({ price }) => price);
    const range = own?.priceRange ?? null;
    if (own === null || range === null || levels.length === 0) return own;
    return {
      ...own,
      priceRange: { minValue: Math.min(range.minValue, ...levels), maxValue: Math.max(range.maxValue, ...levels) },
    };
  }

  #tick(at: number): string {
    const shown = this.#shown?.picture;
    const isLong = shown !== undefined && shown.spanMs >= DAY_MS / 24;
    return isLong || clockText(at, 'minutes') === '00:00' ? dateTimeText(at).slice(5) : clockText(at, 'minutes');
  }

  #drawMarks(): void {
    const { picture } = this.#shown ?? {};
    if (picture === undefined) return;
    const slotOf = (at: number): number => picture.slots.findLast(({ time }) => time <= at)?.time ?? at;
    this.#markers.setMarkers(
      picture.marks
        .map(({ at, side, kind, text }) => ({
          time: seconds(slotOf(at)),
          position: side === 'above' ? ('aboveBar' as const) : ('belowBar' as const),
          shape: kind === 'swing' ? (side === 'above' ? ('arrowDown' as const) : ('arrowUp' as const)) : ('circle' as const),
          color: kind === 'event' ? this.#ink.text : this.#ink.text3,
          ...{ text, size: SIZES[kind] },
        }))
        .sort((a, b) => a.time - b.time),
    );
  }

  #drawLevels(levels: readonly DrawnLevel[]): void {
    for (const line of this.#lines) this.#series.removePriceLine(line);
    const { text, ground, text2 } = this.#ink;
    this.#lines = levels.map(({ name, price, kind }) =>
      this.#series.createPriceLine({
        ...{ price, title: name, lineWidth: kind === 'entry' ? 1 : 2, lineStyle: STYLES[kind] },
        ...{ color: kind === 'entry' ? text2 : text, axisLabelVisible: true, axisLabelColor: ground, axisLabelTextColor: text },
      }),
    );
  }
}
