import type { AssetClass } from '#shared/domain';
import { setBounded } from '#shared/lib';
import { KNOWN_INSTRUMENTS, knownInstrument, type KnownInstrument } from './known.ts';
import { variantOf } from './variant.ts';

const FIAT = new Set(
  'USD EUR GBP JPY CHF CAD AUD NZD SEK NOK DKK PLN HUF CZK RON TRY ZAR MXN SGD HKD CNH CNY THB ILS RUB BRL INR KRW'.split(' '),
);
const METALS = new Set('XAU XAG XPT XPD XCU'.split(' '));
const COINS = new Set('BTC XBT ETH LTC XRP BCH BNB SOL ADA DOGE DOG DOT LINK AVAX XLM XMR EOS TRX UNI MATIC SHIB'.split(' '));

/** True for two codes of money, a metal or a coin in one word, as "EURUSD", "XAUUSD" or "BTCUSD". */
export function isPairOfMoney(word: string): boolean {
  const [from, into] = [word.slice(0, 3).toUpperCase(), word.slice(3).toUpperCase()];
  return word.length === 6 && FIAT.has(into) && from !== into && [FIAT, METALS, COINS].some((codes) => codes.has(from));
}

/** Words of a broker's tree of symbols, the surer ones first. */
const PATHS: readonly (readonly [AssetClass, RegExp])[] = [
  ['crypto', /crypto|coin/i],
  ['index', /\bind(?:ex|ices)/i],
  ['stock', /stock|share|equit/i],
  ['energy', /energ|\boils?\b|natural gas/i],
  ['metal', /metal/i],
  ['fx', /forex|\bfx\b|currenc|majors|minors|exotics/i],
];
/** SYMBOL_TRADE_CALC_MODE by its number. */
const CALCULATIONS: Readonly<Record<number, AssetClass>> = { 0: 'fx', 3: 'index', 5: 'fx', 32: 'stock', 38: 'stock' };

/** What tells the class of a symbol. Currencies as the broker names them, `path` its place in the broker's tree. */
export type Traits = {
  /** Our name of it; the broker's own where there is none. */
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
  readonly path?: string | undefined;
  readonly calculation?: number | undefined;
};

/** The listed instrument that a name stands for, whatever the broker put around it; undefined: none. */
export function instrumentNamed(symbol: string): KnownInstrument | undefined {
  if (!looked.has(symbol)) setBounded(looked, symbol, lookedUp(symbol), NAMES_MAX);
  return looked.get(symbol);
}

/** What names stand for never changes, and a name that is none is held against every alias: names are looked up once. */
const looked = new Map<string, KnownInstrument | undefined>();
const NAMES_MAX = 5_000;

function lookedUp(symbol: string): KnownInstrument | undefined {
  const exact = knownInstrument(symbol.toUpperCase());
  if (exact !== undefined) return exact;
  // Short words, such as OIL and NG, prove nothing within a longer name.
  return KNOWN_INSTRUMENTS.find((one) =>
    [one.symbol, ...one.aliases].some((name) => name.length >= 4 && variantOf(symbol, name) !== null),
  );
}

/** The broker names no currencies: the symbol's own letters may. */
const isPairName = (symbol: string): boolean => FIAT.has(symbol.slice(0, 3)) && FIAT.has(symbol.slice(3, 6));

/** What kind of thing a symbol is: by its name, by its currencies, by the broker's tree, by how the server reckons it. */
export function classOf({ symbol, base, quote, path = '', calculation }: Traits): AssetClass {
  const [from, into] = [base.toUpperCase(), quote.toUpperCase()];
  const isPair = FIAT.has(from) && FIAT.has(into) && from !== into && variantOf(symbol, `${from}${into}`) !== null;
  if (isPair) return 'fx';
  const byTree = PATHS.find(([, words]) => words.test(path))?.[0];
  // A share may be called like a commodity: its place in the tree says more than its name.
  if (byTree === 'stock') return 'stock';
  const named = instrumentNamed(symbol);
  if (named !== undefined) return named.assetClass;
  if (METALS.has(from) || METALS.has(symbol.slice(0, 3).toUpperCase())) return 'metal';
  if (COINS.has(from)) return 'crypto';
  const byCalculation = calculation === undefined ? undefined : CALCULATIONS[calculation];
  return byTree ?? byCalculation ?? (isPairName(symbol) ? 'fx' : 'other');
}
