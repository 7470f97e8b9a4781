import type { Quote } from '#shared/domain';
import type { PriceMarket } from '#main/paper-broker/index.ts';

/** Bid and spread in points a symbol begins with. */
const USUAL: Readonly<Record<string, { readonly bid: number; readonly spread: number }>> = {
  EURUSD: { bid: 1.157, spread: 0.00002 },
  GBPUSD: { bid: 1.333, spread: 0.00003 },
  USDJPY: { bid: 147.5, spread: 0.003 },
  XAUUSD: { bid: 3350, spread: 0.2 },
};

/** A market that stands still until a test moves it, and never goes stale: every look at it gives each price again. */
export type FedMarket = PriceMarket & {
  /** From the next look on; seen by the terminal within a quarter of a second. */
  move(symbol: string, bid: number): void;
  bid(symbol: string): number;
  /** No prices until it is set going again. */
  freeze(isFrozen: boolean): void;
};

export function fedMarket(symbols: readonly string[]): FedMarket {
  const bids = new Map(symbols.map((symbol) => [symbol, USUAL[symbol]?.bid ?? 1]));
  let frozen = false;
  const quoteAt = (symbol: string, at: number): Quote => {
    const bid = bids.get(symbol) ?? 1;
    return { symbol, bid, ask: Number((bid + (USUAL[symbol]?.spread ?? 0)).toFixed(5)), at };
  };
  return {
    source: 'fed by a test',
    symbols,
    history: () => [],
    priming: () => [],
    advance: (toMs) => (frozen ? [] : symbols.map((symbol) => quoteAt(symbol, toMs))),
    pathMinutes: () => 0,
    move: (symbol, bid) => void bids.set(symbol, Number(bid.toFixed(5))),
    bid: (symbol) => bids.get(symbol) ?? 1,
    freeze: (isFrozen) => {
      frozen = isFrozen;
    },
  };
}
