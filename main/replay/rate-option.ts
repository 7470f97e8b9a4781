import { loadBars, type BarsOptions } from '../adapters/history/index.ts';
import { positive } from '../host/index.ts';
import type { ReplayRate } from './rates.ts';

/** `EURJPY=161.2`, a rate that stays, or a file with the pair's bars. */
export async function rateOf(text: string, options: BarsOptions): Promise<ReplayRate> {
  const [, pair, value] = /^([A-Za-z]{6})=(.+)$/.exec(text) ?? [];
  if (pair !== undefined && value !== undefined) {
    const bid = positive(`rates ${text}`, value);
    const symbol = pair.toUpperCase();
    return { symbol, quotes: [{ symbol, bid, ask: bid, at: 0 }] };
  }
  const { symbol: _symbol, symbolFor: _symbolFor, fromMs: _from, ...rows } = options;
  const { symbol, bars } = await loadBars(text, rows);
  return { symbol, quotes: bars.map(({ time, open }) => ({ symbol, bid: open, ask: open, at: time })) };
}
