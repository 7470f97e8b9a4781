/** Other names under which brokers offer what we call by its usual one. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  XAUUSD: ['GOLD', 'XAUUSD', 'GOLDUSD'],
  XAGUSD: ['SILVER', 'XAGUSD'],
};

/** What a broker puts behind or before a name: EURUSD.r, EURUSDm, #EURUSD, EURUSD_i. */
const SUFFIX = /^[.\-_#+!]?[A-Za-z0-9]{0,6}[.\-_#+!]?$/;

export type Mapping =
  | { readonly kind: 'exact' | 'configured' | 'confirmed' | 'guessed'; readonly broker: string }
  /** Nothing, or more than one thing it could be. */
  | { readonly kind: 'none'; readonly candidates: readonly string[] };

export type KnownNames = Readonly<Record<string, string>>;

/**
 * The broker's name of one of our symbols. Configured beats confirmed beats exact beats guessed; a guess is made only when
 * there is one candidate: its prices are shown, and nothing is opened in it until the trader confirms it.
 */
export function mappingOf(symbol: string, names: readonly string[], configured: KnownNames, confirmed: KnownNames = {}): Mapping {
  const own = configured[symbol];
  if (own !== undefined) return names.includes(own) ? { kind: 'configured', broker: own } : { kind: 'none', candidates: [] };
  const said = confirmed[symbol];
  if (said !== undefined && names.includes(said)) return { kind: 'confirmed', broker: said };
  if (names.includes(symbol)) return { kind: 'exact', broker: symbol };
  const candidates = names.filter((name) => (ALIASES[symbol] ?? [symbol]).some((known) => isVariant(name, known)));
  const [only] = candidates;
  return candidates.length === 1 && only !== undefined
    ? { kind: 'guessed', broker: only }
    : { kind: 'none', candidates: candidates.slice(0, 20) };
}

function isVariant(name: string, known: string): boolean {
  const upper = name.toUpperCase();
  const at = upper.indexOf(known);
  if (at < 0 || at > 1 || (at === 1 && /[A-Z0-9]/.test(upper[0] ?? ''))) return false;
  return SUFFIX.test(name.slice(at + known.length));
}
