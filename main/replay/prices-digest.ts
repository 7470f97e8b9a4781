import { createHash } from 'node:crypto';
import type { ReplayRequest } from './replay-request.ts';

const KNOWN = new WeakMap<object, { readonly symbol: string; readonly digest: string }>();

/**
 * SHA-256 over every price that is played, in order: two files with the same prices have the same one, whatever their form. Reckoned
 * once for a list of prices, which many runs of a sweep share.
 */
export function pricesDigest({ symbol, prices }: Pick<ReplayRequest, 'symbol' | 'prices'>): string {
  const rows = prices.kind === 'bars' ? prices.bars : prices.ticks;
  const known = KNOWN.get(rows);
  if (known?.symbol === symbol) return known.digest;
  const digest = digestOf({ symbol, prices });
  KNOWN.set(rows, { symbol, digest });
  return digest;
}

function digestOf({ symbol, prices }: Pick<ReplayRequest, 'symbol' | 'prices'>): string {
  const hash = createHash('sha256').update(symbol);
  if (prices.kind === 'bars')
    for (const { time, open, high, low, close, spreadPoints } of prices.bars)
      hash.update(`\n${time} ${open} ${high} ${low} ${close} ${spreadPoints}`);
  else for (const { at, bid, ask } of prices.ticks) hash.update(`\n${at} ${bid} ${ask}`);
  return hash.digest('hex');
}
