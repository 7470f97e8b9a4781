import type { Quote } from '#shared/domain';
import type { PriceMarket } from '../paper-broker/index.ts';
import type { Dice } from './dice.ts';

export const SYMBOLS = ['EURUSD', 'GBPUSD', 'USDJPY'] as const;
export type SimulatedSymbol = (typeof SYMBOLS)[number];
type Nature = { readonly bid: number; readonly spread: number; readonly pip: number; readonly digits: number };
export const NATURE: Readonly<Record<SimulatedSymbol, Nature>> = {
  EURUSD: { bid: 1.157, spread: 0.00002, pip: 0.0001, digits: 5 },
  GBPUSD: { bid: 1.333, spread: 0.00003, pip: 0.0001, digits: 5 },
  USDJPY: { bid: 147.5, spread: 0.003, pip: 0.01, digits: 3 },
};
/** Pips a price walks at most from one look to the next. */
const WALK_PIPS = 0.6;

/** A random walk with a price at every look, which can be made to gap and its spread to widen. */
export type WalkingMarket = PriceMarket & {
  gap(symbol: SimulatedSymbol, pips: number): void;
  widen(times: number): void;
};

export function walkingMarket(dice: Dice): WalkingMarket {
  const bids = new Map<SimulatedSymbol, number>(SYMBOLS.map((symbol) => [symbol, NATURE[symbol].bid]));
  let wide = 1;
  const move = (symbol: SimulatedSymbol, pips: number): number => {
    const { bid, pip, digits } = NATURE[symbol];
    // A price never leaves the neighbourhood it began in, so that stops and sizes stay sensible.
    const moved = Math.min(bid * 1.2, Math.max(bid * 0.8, (bids.get(symbol) ?? bid) + pips * pip));
    const rounded = Number(moved.toFixed(digits));
    bids.set(symbol, rounded);
    return rounded;
  };
  const quoteAt = (symbol: SimulatedSymbol, at: number): Quote => {
    const { spread, digits } = NATURE[symbol];
    const bid = move(symbol, (dice.roll() * 2 - 1) * WALK_PIPS);
    return { symbol, bid, ask: Number((bid + spread * wide).toFixed(digits)), at };
  };
  return {
    source: 'simulated',
    symbols: SYMBOLS,
    history: () => [],
    priming: () => [],
    advance: (toMs) => SYMBOLS.map((symbol) => quoteAt(symbol, toMs)),
    pathMinutes: () => 0,
    gap: (symbol, pips) => void move(symbol, pips),
    widen: (times) => {
      wide = times;
    },
  };
}
