import type { AssetClass } from '#shared/domain';
import { classOf, instrumentNamed, pipOf } from '#shared/instruments';
import { forex, PAPER_SYMBOLS, type PaperSymbol } from './symbols.ts';
import type { Hours } from './trading-hours.ts';

type Cfd = {
  readonly symbol: string;
  readonly digits: number;
  readonly currency: string;
  /** Units of one lot. */
  readonly contractSize: number;
  readonly volumeMax: number;
};

const ALWAYS: Hours = [0, 1, 2, 3, 4, 5, 6].map(() => [[0, 1_440] as const]);

/** A contract for difference: margin by its price and the leverage, profit by its contract. */
function cfd(assetClass: AssetClass, { symbol, digits, currency, contractSize, volumeMax }: Cfd): PaperSymbol {
  const point = Number((10 ** -digits).toFixed(digits));
  const base = /^X[A-Z]{2}(?=[A-Z]{3}$)/.exec(symbol)?.[0] ?? currency;
  return {
    symbol,
    digits,
    point,
    tickSize: point,
    contractSize,
    volumeMin: 0.01,
    volumeMax,
    volumeStep: 0.01,
    stopsLevel: 0,
    pip: pipOf(assetClass, { symbol, digits, point, tickSize: point }),
    currencyBase: base,
    currencyProfit: currency,
    currencyMargin: currency,
    assetClass,
    marginMode: 'cfd_leverage',
    hours: assetClass === 'crypto' ? ALWAYS : 'metal',
  };
}

const index = (symbol: string, digits: number, currency: string): PaperSymbol =>
  cfd('index', { symbol, digits, currency, contractSize: 1, volumeMax: 250 });
const metal = (symbol: string, digits: number, contractSize: number): PaperSymbol =>
  cfd('metal', { symbol, digits, currency: symbol.slice(3), contractSize, volumeMax: 50 });
const energy = (symbol: string, digits: number, contractSize: number): PaperSymbol =>
  cfd('energy', { symbol, digits, currency: 'USD', contractSize, volumeMax: 100 });
const coin = (symbol: string, digits: number, contractSize = 1): PaperSymbol =>
  cfd('crypto', { symbol, digits, currency: 'USD', contractSize, volumeMax: 100 });

/** Typical specifications of what is commonly traded beside the demo market's four. Nobody's in particular: a broker's own go before. */
const WELL_KNOWN: readonly PaperSymbol[] = [
  metal('XAGUSD', 3, 5_000),
  metal('XAUEUR', 2, 100),
  metal('XPTUSD', 2, 100),
  metal('XPDUSD', 2, 100),
  index('US30', 2, 'USD'),
  index('NAS100', 2, 'USD'),
  index('US500', 2, 'USD'),
  index('US2000', 2, 'USD'),
  index('GER40', 2, 'EUR'),
  index('FRA40', 2, 'EUR'),
  index('EU50', 2, 'EUR'),
  index('UK100', 2, 'GBP'),
  index('JPN225', 0, 'JPY'),
  index('AUS200', 2, 'AUD'),
  index('HK50', 2, 'HKD'),
  energy('USOIL', 2, 100),
  energy('UKOIL', 2, 100),
  energy('NGAS', 3, 1_000),
  coin('BTCUSD', 2),
  coin('ETHUSD', 2),
  coin('SOLUSD', 2, 10),
  coin('LTCUSD', 2, 10),
  coin('XRPUSD', 5, 1_000),
];

/** Currencies whose prices have three digits rather than five. */
const COARSE = /JPY|HUF|CZK|THB/;

/**
 * The specification of a symbol by its name, or by another one that it is known under, then with that name; any pair of
 * currencies has one. Undefined: nothing is known of it.
 */
export function paperSymbol(name: string): PaperSymbol | undefined {
  const own = PAPER_SYMBOLS.find(({ symbol }) => symbol === name);
  if (own !== undefined) return own;
  const known = instrumentNamed(name)?.symbol;
  const alike = [...WELL_KNOWN, ...PAPER_SYMBOLS].find(({ symbol }) => symbol === name || symbol === known);
  if (alike !== undefined) return { ...alike, symbol: name };
  const pair = /^[A-Z]{6}$/.test(name) && classOf({ symbol: name, base: name.slice(0, 3), quote: name.slice(3) }) === 'fx';
  return pair ? { ...forex(name, COARSE.test(name.slice(3)) ? 3 : 5), assetClass: 'fx' } : undefined;
}
