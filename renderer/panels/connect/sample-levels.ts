import type { LiveFrame } from '#shared/ipc';
import { typedPrice } from '../../format/index.ts';

/** Distances of an example, as shares of the price: a stop that no broker calls too near, and a target worth it. */
const STOP_SHARE = 0.003;
const TARGET_SHARE = 0.0075;

export type SampleLevels = { readonly price: string; readonly stop: string; readonly target: string };

/** Price, stop and target of an example trade at the quote of this moment; null without a quote. */
export function sampleLevels(live: LiveFrame | null, symbol: string, side: 'BUY' | 'SELL' = 'BUY'): SampleLevels | null {
  const quote = live?.quotes.find((one) => one.symbol === symbol);
  if (quote === undefined) return null;
  const [price, towards] = side === 'BUY' ? [quote.ask, 1] : [quote.bid, -1];
  const text = (value: number): string => typedPrice(value, quote.digits);
  return {
    price: text(price),
    stop: text(price * (1 - towards * STOP_SHARE)),
    target: text(price * (1 + towards * TARGET_SHARE)),
  };
}
