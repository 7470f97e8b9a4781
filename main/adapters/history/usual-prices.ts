import { classOf, instrumentNamed } from '#shared/instruments';

/** Between which prices a market was and will be for a long time: only to tell 44.123 from 44,123. */
type Range = readonly [low: number, high: number];

const OF_SYMBOL: Readonly<Record<string, Range>> = {
  ...{ XAUUSD: [200, 20_000], XAUEUR: [200, 20_000], XAGUSD: [3, 300], XAGEUR: [3, 300] },
  ...{ XPTUSD: [200, 10_000], XPDUSD: [100, 10_000] },
  ...{ VIX: [5, 200], USDX: [50, 200] },
  ...{ USOIL: [5, 300], UKOIL: [5, 300], NGAS: [1, 30] },
  ...{ BTCUSD: [100, 1_000_000], ETHUSD: [5, 50_000] },
};
const OF_INDEX: Range = [150, 120_000];
const OF_PAIR: Range = [0.01, 999];
/** Currencies of which a pair's price counts hundreds and thousands. */
const SMALL_UNITS = /(KRW|IDR|VND|COP|CLP)$/i;

/** The range of a symbol's prices, whatever its broker calls it; null: nobody knows. */
export function usualPrices(symbol: string): Range | null {
  const named = instrumentNamed(symbol);
  const own = OF_SYMBOL[named?.symbol ?? ''];
  if (own !== undefined) return own;
  const letters = symbol.replace(/[^A-Za-z]/g, '').slice(0, 6);
  const kind = classOf({ symbol, base: letters.slice(0, 3), quote: letters.slice(3) });
  if (kind === 'index') return OF_INDEX;
  return kind === 'fx' && !SMALL_UNITS.test(letters) ? OF_PAIR : null;
}
