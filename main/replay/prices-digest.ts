import { createHash } from 'node:crypto';
import type { Bar, Quote } from '#shared/domain';
import type { Series } from './merged.ts';
import type { ReplayRequest } from './replay-request.ts';

const KNOWN = new WeakMap<object, { readonly symbol: string; readonly digest: string }>();

/**
 * SHA-256 over every price that is played, in order: two files with the same prices have the same one, whatever their form. That of
 * several symbols is over each one's name and digest. Reckoned once for a list of prices, which many runs of a sweep share.
 */
export function pricesDigest(prices: ReplayRequest['prices']): string {
  const digests = prices.series.map((one: Series<Bar | Quote>) => ({ symbol: one.symbol, digest: digestOfOne(one) }));
  const [first, ...others] = digests;
  if (first !== undefined && others.length === 0) return first.digest;
  const hash = createHash('sha256');
  for (const { symbol, digest } of digests) hash.update(`${symbol} ${digest}\n`);
  return hash.digest('hex');
}

function digestOfOne({ symbol, rows }: Series<Bar | Quote>): string {
  const known = KNOWN.get(rows);
  if (known?.symbol === symbol) return known.digest;
  const hash = createHash('sha256').update(symbol);
  for (const row of rows)
    hash.update(
      'bid' in row
        ? `\n${row.at} ${row.bid} ${row.ask}`
        : `\n${row.time} ${row.open} ${row.high} ${row.low} ${row.close} ${row.spreadPoints}`,
    );
  const digest = hash.digest('hex');
  KNOWN.set(rows, { symbol, digest });
  return digest;
}
