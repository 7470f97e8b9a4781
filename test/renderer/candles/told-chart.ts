import type { Candle } from '#shared/domain';
import type { MarketChart } from '#shared/ipc';

export const BEGIN = Date.UTC(2026, 7, 4, 8);
export const MINUTE = 60_000;

const candleAt = (time: number, close: number): Candle => ({
  ...{ time, open: close - 0.0001, high: close + 0.0002, low: close - 0.0003, close },
  ...{ volume: 10, spreadPoints: 8, minutes: 1 },
});

/** M1 candles of EURUSD at these minutes after the begin, each a point higher. */
export const toldChart = (minutes: readonly number[], marks: Partial<MarketChart['marks']> = {}): MarketChart => ({
  ...{ symbol: 'EURUSD', timeframe: 'M1', source: 'a test', complete: true },
  known: minutes.length === 0 ? null : { from: BEGIN, to: BEGIN + ((minutes.at(-1) ?? 0) + 1) * MINUTE },
  bars: minutes.length === 0 ? null : minutes.map((minute) => candleAt(BEGIN + minute * MINUTE, 1.1 + minute / 1e5)),
  marks: { swings: [], breaks: [], retests: [], ...marks },
});
