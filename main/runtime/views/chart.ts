import type { ReadonlyEngine } from '#engine';
import type { BarsAsk } from '#ports';
import type { MarketChart } from '#shared/ipc';
import { barsView } from './bars.ts';

const NO_MARKS: MarketChart['marks'] = { swings: [], breaks: [], retests: [] };

/** `market.chart`: candles as the detector has them, and of its swings, breaks and retests those that lie in their time. */
export function chartView(market: ReadonlyEngine['market'], symbol: string, source: string, ask: BarsAsk): MarketChart {
  const found = barsView(market, symbol, source, ask);
  const seen = market.get(symbol);
  const bars = found.bars === null ? null : [...found.bars];
  const [from, to] = [bars?.[0]?.time, ask.to ?? Infinity];
  if (seen === undefined || from === undefined) return { ...found, bars, marks: NO_MARKS };
  const within = (at: number): boolean => at >= from && at < to;
  const { structure, retest, retests } = seen;
  const followed = retest === null ? retests : [...retests, retest];
  return {
    ...found,
    bars,
    marks: {
      swings: structure.swings
        .filter(({ time }) => within(time))
        .map(({ side, price, time, confirmedAt }) => ({ side, price, time, confirmedAt })),
      breaks: structure.breaks
        .filter(({ at }) => within(at))
        .map(({ kind, side, level, levelTime, at, close }) => ({ kind, side, level, levelTime, at, close })),
      retests: followed
        .filter(({ armedAt }) => within(armedAt))
        .map(({ side, level, armedAt, breakAt, retestAt, endedAt, end, tolerance }) => ({
          ...{ side, level, armedAt, breakAt, retestAt, endedAt, end, tolerance },
        })),
    },
  };
}
