import { TIMEFRAME_MS, type Bar } from '#shared/domain';

/** The M5 candle that is still forming, from the M1 bars seen so far. Empty while `minutes` is 0. Never shown to a rule. */
export type FiveMinutes = {
  time: number;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
  spreadPoints: number;
  minutes: number;
  /** True when the last M1 bar taken was loaded history. */
  fromHistory: boolean;
};

export const createFiveMinutes = (): FiveMinutes => ({
  time: 0,
  open: 0,
  high: 0,
  low: 0,
  close: 0,
  volume: 0,
  spreadPoints: 0,
  minutes: 0,
  fromHistory: false,
});

/** The opening moment of the M5 candle that a moment falls into. */
export const fiveMinutesOf = (atMs: number): number => atMs - (atMs % TIMEFRAME_MS.M5);

/** Adds an M1 bar of the same five minutes. The spread is that of the last bar. */
export function addMinute(forming: FiveMinutes, bar: Bar): void {
  if (forming.minutes === 0) {
    forming.time = fiveMinutesOf(bar.time);
    forming.open = bar.open;
    forming.high = bar.high;
    forming.low = bar.low;
    forming.volume = bar.volume;
  } else {
    if (bar.high > forming.high) forming.high = bar.high;
    if (bar.low < forming.low) forming.low = bar.low;
    forming.volume += bar.volume;
  }
  forming.close = bar.close;
  forming.spreadPoints = bar.spreadPoints;
  forming.minutes += 1;
  forming.fromHistory = bar.source === 'history';
}

/** True when a bar opening at `time` belongs to later five minutes, so that the forming candle can grow no more. */
export const isLeftBehind = (forming: FiveMinutes, time: number): boolean =>
  forming.minutes > 0 && time >= forming.time + TIMEFRAME_MS.M5;

/** True when the bar that opened at `time` was the last minute of its five. */
export const isLastMinute = (time: number): boolean => (time + TIMEFRAME_MS.M1) % TIMEFRAME_MS.M5 === 0;
