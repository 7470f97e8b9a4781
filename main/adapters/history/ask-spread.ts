import { BAR_PRICES, type BarPrice } from './side-titles.ts';
import { numberIn, scaled, type Cells } from './rows.ts';

/**
 * A bar's spread in points by its ask's prices: the largest of the four differences, rounded up, so that nothing is cheaper than it
 * was. null: the row has no ask; a text: what is wrong with it.
 */
export function spreadOfAsk(
  bids: Readonly<Record<BarPrice, number>>,
  cells: Cells,
  { point, scale }: { readonly point: number; readonly scale: number | undefined },
): number | string | null {
  if (cells('ask open') === undefined) return null;
  let widest = 0;
  for (const price of BAR_PRICES) {
    const ask = scaled(numberIn(cells(`ask ${price}`)), scale);
    if (ask === null) return `the ask’s ${price} must be a number`;
    if (ask < bids[price]) return `the ask’s ${price} ${ask} is below the bid’s ${bids[price]}`;
    widest = Math.max(widest, ask - bids[price]);
  }
  return Math.ceil(widest / point - 1e-6);
}
