import type { Quote, Side } from '../../../shared/domain/index.ts';
import type { Book } from './book.ts';
import { isMultiple, tidy } from './money.ts';
import type { PaperSymbol } from './symbols.ts';
import { isTradingTime } from './trading-hours.ts';

/** A server's no: its return code and why. */
export type No = { readonly retcode: number; readonly text: string };
export const no = (retcode: number, text: string): No => ({ retcode, text });

/** The symbol's specification and price, when it can be traded at this moment. */
export function dealable(book: Book, symbol: string, nowMs: number): { readonly spec: PaperSymbol; readonly quote: Quote } | No {
  const spec = book.specs.get(symbol);
  if (spec === undefined) return no(10013, `Invalid request: the broker has no symbol ${symbol}`);
  if (!book.settings.alwaysOpen && !isTradingTime(spec.hours, nowMs))
    return no(10018, `Market closed: ${symbol} is outside its trading hours`);
  const quote = book.quotes.get(symbol);
  return quote === undefined ? no(10021, `Off quotes: no price of ${symbol} yet`) : { spec, quote };
}

export function refusedVolume(spec: PaperSymbol, volume: number): No | null {
  const { volumeMin, volumeMax, volumeStep, symbol } = spec;
  if (volume >= volumeMin && volume <= volumeMax && isMultiple(volume, volumeStep)) return null;
  return no(
    10014,
    `Invalid volume: ${volume} lots of ${symbol}; allowed are ${volumeMin} to ${volumeMax} in steps of ${volumeStep}`,
  );
}

/**
 * Stops must lie on their side of the price that will trigger them (bid for a buy, ask for a sell), at least
 * `stopsLevel` points away and never on the price itself, in whole ticks.
 */
export function refusedStops(
  spec: PaperSymbol,
  side: Side,
  quote: Quote,
  stopLoss: number | null,
  takeProfit: number | null,
): No | null {
  const [from, name, up] = side === 'BUY' ? [quote.bid, 'bid', 1] : [quote.ask, 'ask', -1];
  const checks = [
    { label: 'stop loss', level: stopLoss, away: -up },
    { label: 'take profit', level: takeProfit, away: up },
  ];
  for (const { label, level, away } of checks) {
    if (level === null) continue;
    const points = tidy(((level - from) * away) / spec.point);
    if (!isMultiple(level, spec.tickSize))
      return no(10016, `Invalid stops: ${label} ${level} is not a multiple of the tick size ${spec.tickSize}`);
    if (points > 0 && points + 1e-4 >= spec.stopsLevel) continue;
    const place = away > 0 ? 'above' : 'below';
    return no(10016, `Invalid stops: ${label} ${level} must be at least ${spec.stopsLevel} points ${place} the ${name} ${from}`);
  }
  return null;
}
