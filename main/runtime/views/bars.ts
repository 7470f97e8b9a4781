import { recentCandles, type ReadonlyEngine } from '#engine';
import type { BarsAsk } from '#ports';
import { TIMEFRAME_MS } from '#shared/domain';

/** Timeframes that are told: the detector's two, and what is put together of M5. */
const BAR_MS = { ...TIMEFRAME_MS, M15: 900_000, M30: 1_800_000, H1: 3_600_000 } as const satisfies Record<
  BarsAsk['timeframe'],
  number
>;
type Candle = ReturnType<typeof recentCandles>[number];

/** How many candles the detector holds of each of its timeframes. */
const HELD = 600;

/**
 * `GET /market/:symbol/bars`: closed candles of bid prices as the detector has them. `bars` null: nothing is known of this
 * time. `complete` false: a part of what was asked for is not known, which is not the same as empty.
 */
export function barsView(market: ReadonlyEngine['market'], symbol: string, source: string, ask: BarsAsk) {
  const { timeframe } = ask;
  const span = BAR_MS[timeframe];
  const made = timeframe === 'M1' || timeframe === 'M5' ? timeframe : 'M5';
  const candles = recentCandles(market, symbol, made, HELD);
  const [first, last] = [candles[0], candles.at(-1)];
  const head = { symbol, timeframe, source };
  if (first === undefined || last === undefined) return { ...head, known: null, complete: false, bars: null };
  const known = { from: Math.ceil(first.time / span) * span, to: Math.floor((last.time + BAR_MS[made]) / span) * span };
  const [from, to] = [ask.from ?? known.from, ask.to ?? known.to];
  const complete = from >= known.from && to <= known.to;
  const isKnown = known.from < known.to && from < known.to && to > known.from;
  if (!isKnown) return { ...head, known: known.from < known.to ? known : null, complete: false, bars: null };
  const within = candles.filter(({ time }) => time >= known.from && time < known.to);
  const bars = (made === timeframe ? within : joined(within, span)).filter(({ time }) => time >= from && time < to);
  return { ...head, known, complete, bars };
}

/** Candles put together to longer ones; of a time without any there is none. */
function joined(candles: readonly Candle[], span: number): readonly Candle[] {
  const byTime = new Map<number, Candle>();
  for (const candle of candles) {
    const time = candle.time - (candle.time % span);
    const begun = byTime.get(time);
    byTime.set(time, begun === undefined ? { ...candle, time } : grown(begun, candle));
  }
  return [...byTime.values()];
}

const grown = (begun: Candle, next: Candle): Candle => ({
  ...begun,
  high: Math.max(begun.high, next.high),
  low: Math.min(begun.low, next.low),
  close: next.close,
  volume: begun.volume + next.volume,
  spreadPoints: next.spreadPoints,
  minutes: begun.minutes + next.minutes,
});
