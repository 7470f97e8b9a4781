import { namesOf, variantOf } from '#shared/instruments';

export type Mapping =
  | { readonly kind: 'exact' | 'configured' | 'confirmed' | 'guessed'; readonly broker: string }
  /** Nothing, or more than one thing it could be. */
  | { readonly kind: 'none'; readonly candidates: readonly string[] };

export type KnownNames = Readonly<Record<string, string>>;

/** The broker's names, and those of them in which nothing can be opened. */
export type BrokerList = { readonly names: readonly string[]; readonly shut: ReadonlySet<string> };

const CANDIDATES_MAX = 20;

/**
 * The broker's name of one of our symbols. Configured beats confirmed beats exact beats guessed; a guess is made only when one
 * name fits best: its prices are shown, and nothing is opened in it until the trader confirms it. A name in which trading is
 * switched off is none while another one fits in which it is not.
 */
export function mappingOf(symbol: string, list: BrokerList, configured: KnownNames, confirmed: KnownNames = {}): Mapping {
  const { names, shut } = list;
  const own = configured[symbol];
  if (own !== undefined) return names.includes(own) ? { kind: 'configured', broker: own } : { kind: 'none', candidates: [] };
  const said = confirmed[symbol];
  if (said !== undefined && names.includes(said)) return { kind: 'confirmed', broker: said };
  const isExact = names.includes(symbol);
  if (isExact && !shut.has(symbol)) return { kind: 'exact', broker: symbol };
  const fitting = ranked(symbol, names);
  const open = fitting.filter(({ name }) => !shut.has(name));
  if (isExact && open.length === 0) return { kind: 'exact', broker: symbol };
  return guessed(open.length > 0 ? open : fitting);
}

type Fitting = { readonly name: string; readonly added: number };

/** Names that could be the symbol, those with the least around them first. */
function ranked(symbol: string, names: readonly string[]): readonly Fitting[] {
  const known = namesOf(symbol);
  return names
    .flatMap((name): Fitting[] => {
      // Another name of it is less sure than its own.
      const added = known.map((one, index) => (variantOf(name, one)?.added ?? Infinity) + Math.min(index, 1));
      const least = Math.min(...added);
      return Number.isFinite(least) ? [{ name, added: least }] : [];
    })
    .sort((a, b) => a.added - b.added);
}

function guessed(fitting: readonly Fitting[]): Mapping {
  const [first, second] = fitting;
  return first !== undefined && (second === undefined || second.added > first.added)
    ? { kind: 'guessed', broker: first.name }
    : { kind: 'none', candidates: fitting.slice(0, CANDIDATES_MAX).map(({ name }) => name) };
}
