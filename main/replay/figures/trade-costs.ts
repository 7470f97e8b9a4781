import { directionOf, entryPrice, fillPriceOf, isExit, type Deal, type Quote, type SymbolSpec } from '#shared/domain';
import type { ReadonlyCockpit } from '#shared/projection';

/** Costs that lie in the prices of a deal: 0 or less takes from the account. `pointMoney`: a point of all its lots. Account currency. */
export type PriceCosts = { readonly spread: number; readonly slippage: number; readonly pointMoney: number };

/** What a deal is held against: the quote of its moment, the symbol, and what was asked for. */
export type DealSight = { readonly quote: Quote | null; readonly spec: SymbolSpec | null; readonly cockpit: ReadonlyCockpit };

/**
 * The two costs that no statement shows. Spread: half of it with each deal, from the middle of bid and ask. Slippage: how far the price
 * lay from the level of the order that was dealt, or, of one at the market, from the quote; a price that was better than asked for
 * counts against it. Null: the symbol or its quote is not known.
 */
export function priceCosts(deal: Deal, { quote, spec, cockpit }: DealSight): PriceCosts | null {
  if (quote === null || spec === null) return null;
  const { direction, price, volume } = deal;
  const moneyOf = (distance: number): number => distance * (spec.tickValueLoss / spec.tickSize) * volume;
  return {
    spread: -moneyOf((quote.ask - quote.bid) / 2),
    slippage: -moneyOf((price - askedFor(deal, quote, cockpit)) * directionOf(direction)),
    pointMoney: moneyOf(spec.point),
  };
}

function askedFor(deal: Deal, quote: Quote, cockpit: ReadonlyCockpit): number {
  const { reason, price, position, direction, clientOrderId } = deal;
  if (reason === 'tp') return price;
  if (reason === 'sl') return cockpit.positions.get(position)?.position.stopLoss ?? price;
  const request = isExit(deal) || clientOrderId === null ? undefined : cockpit.orders.get(clientOrderId)?.request;
  return request?.op === 'open' && request.pending !== undefined ? fillPriceOf(request.pending) : entryPrice(direction, quote);
}
