import type { Quote, Side } from '#shared/domain';
import type { Book, HeldPosition } from './book.ts';
import { isMultiple, tidy } from './money.ts';
import type { PaperSymbol } from './symbols.ts';
import type { Filling } from './trade-request.ts';
import { isTradingTime } from './trading-hours.ts';

/** A server's no: its return code and why. */
export type No = { readonly retcode: number; readonly text: string };
export const no = (retcode: number, text: string): No => ({ retcode, text });

/** The symbol's specification and price, when it can be traded at this moment. */
export function dealable(book: Book, symbol: string, nowMs: number): { readonly spec: PaperSymbol; readonly quote: Quote } | No {
  const spec = book.specs.get(symbol);
  if (spec === undefined) return no(10013, `Invalid request: the broker has no symbol ${symbol}`);
  if (spec.tradeMode === 'disabled') return no(10017, `Trade disabled: the broker does not trade ${symbol}`);
  const { alwaysOpen, holidays } = book.settings;
  if (!alwaysOpen && !isTradingTime(spec.hours, nowMs, holidays))
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

/** Which side may be opened, whether against what is open, and how many lots in one direction. */
export function refusedDirection(book: Book, spec: PaperSymbol, side: Side, volume: number): No | null {
  const { symbol, tradeMode = 'full', volumeLimit } = spec;
  if (tradeMode === 'close_only') return no(10044, `Only closing is allowed: ${symbol}`);
  if (tradeMode === 'long_only' && side === 'SELL') return no(10042, `Only buying is allowed: ${symbol}`);
  if (tradeMode === 'short_only' && side === 'BUY') return no(10043, `Only selling is allowed: ${symbol}`);
  const held = [...book.positions.values()].filter((one) => one.symbol === symbol);
  if (book.settings.hedgingProhibited === true && held.some(({ direction }) => direction !== side))
    return no(10046, `Hedging is prohibited: ${symbol} is held in the other direction`);
  if (volumeLimit === undefined) return null;
  const working = [...book.orders.values()].filter((one) => one.symbol === symbol && one.closes === undefined);
  const lots = [...held, ...working].filter(({ direction }) => direction === side).reduce((sum, one) => sum + one.volume, volume);
  return lots <= volumeLimit + 1e-9
    ? null
    : no(10034, `Volume limit: ${tidy(lots)} lots of ${symbol}, allowed are ${volumeLimit}`);
}

/** What may be asked for by how the symbol is dealt (MQL5 reference, "Order filling modes"). */
export function refusedFilling(
  { symbol, execution = 'market', filling: flags = ['ioc'] }: PaperSymbol,
  filling: Filling,
): No | null {
  const isAllowed =
    filling === 'return'
      ? execution !== 'market'
      : (filling !== 'boc' && (execution === 'instant' || execution === 'request')) || flags.includes(filling);
  return isAllowed
    ? null
    : no(10030, `Unsupported filling mode: ${filling.toUpperCase()} with ${execution} execution of ${symbol}`);
}

/**
 * Stops must lie on their side of the price that will trigger them (bid for a buy, ask for a sell), at least
 * `stopsLevel` points away and never on the price itself, in whole ticks. A working order's stops are measured from its price.
 */
export function refusedStops(
  spec: PaperSymbol,
  side: Side,
  quote: Quote | number,
  stopLoss: number | null,
  takeProfit: number | null,
): No | null {
  const up = side === 'BUY' ? 1 : -1;
  const [from, name] =
    typeof quote === 'number' ? [quote, "order's price"] : side === 'BUY' ? [quote.bid, 'bid'] : [quote.ask, 'ask'];
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

/** A price so near to a level that the level may not be touched any more. */
export function frozen(spec: PaperSymbol, price: number, levels: readonly (number | null)[]): No | null {
  const { freezeLevel = 0, point, symbol } = spec;
  const near = levels.find((level) => level !== null && freezeLevel > 0 && tidy(Math.abs(price - level) / point) <= freezeLevel);
  return near === undefined ? null : no(10029, `Frozen: ${symbol} at ${price} is within ${freezeLevel} points of ${near}`);
}

/** On FIFO accounts only the oldest position of a symbol may be closed. */
export function refusedFifo(book: Book, held: HeldPosition): No | null {
  if (book.settings.fifoClose !== true) return null;
  const oldest = [...book.positions.values()].find((one) => one.symbol === held.symbol && one.direction === held.direction);
  return oldest === undefined || oldest.ticket === held.ticket
    ? null
    : no(10045, `Only the oldest position may be closed: ${oldest.ticket} came before ${held.ticket}`);
}
