import type { BarTimeframe, Candle } from '#shared/domain';
import type { MarketChart } from '#shared/ipc';

/** A price that is drawn as a line across, with its name and price at the axis. */
export type DrawnLevel = {
  readonly name: string;
  readonly price: number;
  readonly kind: 'entry' | 'stop' | 'target';
};
/** Something that was at a moment and a price: a swing, a retest, a fill. */
export type DrawnMark = {
  readonly at: number;
  readonly price: number;
  readonly text: string;
  readonly side: 'above' | 'below';
  readonly kind: 'swing' | 'retest' | 'event';
};
/** A level from one moment to another, such as that of a swing until it was broken. */
export type DrawnSegment = { readonly from: number; readonly to: number; readonly price: number; readonly text: string };
/** The box between two prices from a moment on: what is risked (`lost`) or aimed at (`won`). `to` null: until now. */
export type DrawnBox = {
  readonly from: number;
  readonly to: number | null;
  readonly low: number;
  readonly high: number;
  readonly kind: 'won' | 'lost';
};
/** What of a signal or a position lies over the candles. */
export type Overlay = {
  readonly levels: readonly DrawnLevel[];
  readonly marks: readonly DrawnMark[];
  readonly boxes: readonly DrawnBox[];
};

export type CandleGap = { readonly from: number; readonly to: number };
/** Everything a candle chart draws; moments in ms, prices. A slot without a candle is a hole that is drawn as one. */
export type CandlePicture = {
  readonly slots: readonly { readonly time: number; readonly candle: Candle | null }[];
  readonly gaps: readonly CandleGap[];
  readonly spanMs: number;
  readonly levels: readonly DrawnLevel[];
  readonly marks: readonly DrawnMark[];
  readonly segments: readonly DrawnSegment[];
  readonly boxes: readonly DrawnBox[];
};

export const SPAN_MS: Readonly<Record<BarTimeframe, number>> = {
  M1: 60_000,
  M5: 300_000,
  M15: 900_000,
  M30: 1_800_000,
  H1: 3_600_000,
};
/** A hole is drawn so many slots wide at most: a weekend does not push the candles out of the picture. */
const HOLE_MAX = 5;

/** Candles with their holes, and what the detector and the overlay mark of the time that they cover; null without a candle. */
export function candlePicture(chart: MarketChart, overlay: Overlay): CandlePicture | null {
  const { bars, marks } = chart;
  const first = bars?.[0];
  if (bars === null || first === undefined) return null;
  const spanMs = SPAN_MS[chart.timeframe];
  const end = (bars.at(-1)?.time ?? first.time) + spanMs;
  const { slots, gaps } = withHoles(bars, spanMs);
  const within = (at: number): boolean => at >= first.time && at < end;
  return {
    slots,
    gaps,
    spanMs,
    levels: overlay.levels,
    marks: [
      ...marks.swings.map(({ side, price, time }): DrawnMark => ({
        at: time,
        price,
        text: side === 'high' ? 'H' : 'L',
        side: side === 'high' ? 'above' : 'below',
        kind: 'swing',
      })),
      ...marks.retests.flatMap(({ retestAt, level, side }): DrawnMark[] =>
        retestAt === null
          ? []
          : [{ at: retestAt - 1, price: level, text: 'R', side: side === 'BUY' ? 'below' : 'above', kind: 'retest' }],
      ),
      ...overlay.marks,
      // What came since the last close stands at the last candle: the one it belongs to is not closed yet.
    ].filter(({ at }) => within(at) || (at >= end && at < end + spanMs)),
    segments: marks.breaks.map(({ kind, level, levelTime, at }) => ({
      from: Math.max(levelTime, first.time),
      to: at,
      price: level,
      text: kind === 'bos' ? 'BOS' : 'CHoCH',
    })),
    boxes: overlay.boxes.filter(({ from, to }) => from < end + spanMs && (to === null || to > first.time)),
  };
}

function withHoles(bars: readonly Candle[], spanMs: number): Pick<CandlePicture, 'slots' | 'gaps'> {
  const slots: { time: number; candle: Candle | null }[] = [];
  const gaps: CandleGap[] = [];
  for (const [index, candle] of bars.entries()) {
    const before = bars[index - 1];
    const missing = before === undefined ? 0 : Math.round((candle.time - before.time) / spanMs) - 1;
    if (before !== undefined && missing > 0) {
      gaps.push({ from: before.time + spanMs, to: candle.time });
      const drawn = Math.min(missing, HOLE_MAX);
      for (let hole = 1; hole <= drawn; hole += 1) slots.push({ time: before.time + hole * spanMs, candle: null });
    }
    slots.push({ time: candle.time, candle });
  }
  return { slots, gaps };
}
