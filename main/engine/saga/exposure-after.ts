import { specOf, type Facts, type Quote, type Side, type SymbolSpec } from '#shared/domain';
import type { CurrencyExposure } from '#shared/events';
import { currencyLegs, legOf } from '#engine/exposure';

const CURRENCIES_MAX = 40;

/** An order as far as its size in money goes; `lots` null: it was not sized. */
type Sized = { readonly symbol: string; readonly side: Side; readonly lots: number | null; readonly entry: number };

/** Net exposure by currency, of what is held and with an order beside it. */
export function exposureAfter({ symbol, side, lots, entry }: Sized, { positions, specs }: Facts): CurrencyExposure[] {
  const held = positions.map(legOf);
  const before = currencyLegs(held, specs);
  const own = lots === null ? [] : [{ symbol, direction: side, volume: lots, price: entry }];
  const after = currencyLegs([...held, ...own], specs);
  return [...after]
    .slice(0, CURRENCIES_MAX)
    .map(([currency, amount]) => ({ currency, before: before.get(currency) ?? 0, after: amount }));
}

/** What crossing the spread once costs, in account currency. */
export const spreadCostOf = ({ bid, ask }: Pick<Quote, 'bid' | 'ask'>, lots: number, spec: SymbolSpec): number =>
  ((ask - bid) / spec.tickSize) * spec.tickValueLoss * lots;

/** Only what an order changes: the currencies of its symbol, the traded one first. */
export function exposureMoved(order: Sized, facts: Facts): CurrencyExposure[] {
  const spec = specOf(facts, order.symbol);
  const legs = exposureAfter(order, facts);
  return [spec?.currencyBase, spec?.currencyProfit].flatMap((name) => legs.filter(({ currency }) => currency === name));
}
