import { createHash } from 'node:crypto';
import type { ReplayRequest } from './replay-request.ts';

/** SHA-256 over every price that is played, in order: two files with the same prices have the same one, whatever their form. */
export function pricesDigest({ symbol, prices }: Pick<ReplayRequest, 'symbol' | 'prices'>): string {
  const hash = createHash('sha256').update(symbol);
  if (prices.kind === 'bars')
    for (const { time, open, high, low, close, spreadPoints } of prices.bars)
      hash.update(`\n${time} ${open} ${high} ${low} ${close} ${spreadPoints}`);
  else for (const { at, bid, ask } of prices.ticks) hash.update(`\n${at} ${bid} ${ask}`);
  return hash.digest('hex');
}
