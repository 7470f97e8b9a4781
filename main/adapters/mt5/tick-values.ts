import type { LineOf } from '#shared/bridge';
import type { Quote, SymbolSpec } from '#shared/domain';

/** A pair of currencies and its prices; null while it has none. */
export type Rate = {
  readonly spec: Pick<SymbolSpec, 'currencyBase' | 'currencyProfit'>;
  readonly quote: Pick<Quote, 'bid' | 'ask'> | null;
};

/** What a tick is worth for one lot, in account currency, and its source. */
export type TickValues = {
  readonly profit: number;
  readonly loss: number;
  readonly by: 'calculation' | 'tick_value' | 'conversion';
};

/**
 * A losing tick by the terminal's own calculation where it offers one (brokers' tick values are known to be stale or wrong),
 * else by the broker's tick value, else from the contract by way of a rate that is known, at its worse side. Null: none of
 * the three can be had.
 */
export function tickValuesOf(line: LineOf<'symbol'>, currency: string | null, known: readonly Rate[]): TickValues | null {
  const { tickProfit, tickLoss, calcLoss = 0, tickSize, contract, quote } = line;
  if (calcLoss > 0)
    return { profit: tickProfit > 0 ? Math.min(tickProfit, calcLoss) : calcLoss, loss: calcLoss, by: 'calculation' };
  if (tickLoss > 0 && tickProfit > 0) return { profit: tickProfit, loss: tickLoss, by: 'tick_value' };
  const rates = currency === null ? null : ratesTo(currency, quote, [ownRate(line), ...known]);
  const tick = tickSize * contract;
  if (rates === null || !(tick > 0)) return null;
  return { profit: tick * rates.low, loss: tick * rates.high, by: 'conversion' };
}

/** The symbol may be the very rate that is needed: dollars a lot of USDJPY. */
const ownRate = ({ base, quote, bid, ask }: LineOf<'symbol'>): Rate => ({
  spec: { currencyBase: base, currencyProfit: quote },
  quote: bid > 0 && ask >= bid ? { bid, ask } : null,
});

/** Account currency for one unit of another: what it is sold for, and what it is bought for. */
function ratesTo(currency: string, from: string, known: readonly Rate[]): { readonly low: number; readonly high: number } | null {
  if (from === currency) return { low: 1, high: 1 };
  for (const { spec, quote } of known) {
    if (quote === null) continue;
    if (spec.currencyBase === from && spec.currencyProfit === currency) return { low: quote.bid, high: quote.ask };
    if (spec.currencyBase === currency && spec.currencyProfit === from) return { low: 1 / quote.ask, high: 1 / quote.bid };
  }
  return null;
}
