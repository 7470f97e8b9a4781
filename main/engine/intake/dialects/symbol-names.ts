import { instrumentNamed, namesOf } from '#shared/instruments';
import { isObject, type JsonObject } from '../text/index.ts';
import { withoutExchange } from './vocabulary.ts';

/** The symbols of the terminal, and what some of them are called at the broker. */
export type SymbolNames = { readonly known: readonly string[]; readonly atBroker: ReadonlyMap<string, string> };

/** What brokers add to a name: ".pro", "-ECN", "_i", "m", "+", ".". */
const ADDED = /^(?:[._\-#+!][A-Za-z0-9]{0,6}|[a-z]{1,3}|[A-Z])$/;
const CLOSE = 2;
/** Exchanges of shares alone: what is listed there is no index, metal or oil, whatever its letters (NYSE:DOW is no US30). */
const OF_SHARES = /^(?:NYSE|NYSEARCA|AMEX|ARCA|BATS)\s*:/i;

/**
 * The terminal's symbol that a sender's name means: the name itself, in another case, without separators, the broker's own, another usual
 * name of it, or one with or without what a broker adds. Null: none, or more than one.
 */
export function symbolNamed(name: string, { known, atBroker }: SymbolNames): string | null {
  if (known.includes(name)) return name;
  const plain = (text: string): string => text.replace(/[/\s._-]/g, '').toUpperCase();
  const only = (found: readonly string[]): string | null => {
    const [first, ...more] = [...new Set(found)];
    return first !== undefined && more.length === 0 ? first : null;
  };
  const broker = [...atBroker].filter(([own]) => own.toLowerCase() === name.toLowerCase()).map(([, symbol]) => symbol);
  const market = instrumentNamed(name)?.symbol ?? instrumentNamed(plain(name))?.symbol ?? null;
  const names = market === null ? [] : namesOf(market);
  const longest = (found: readonly string[]): readonly string[] => {
    const length = Math.max(0, ...found.map((one) => one.length));
    return found.filter((one) => one.length === length);
  };
  const tries = [
    broker.filter((symbol) => known.includes(symbol)),
    known.filter((symbol) => plain(symbol) === plain(name)),
    known.filter((symbol) => names.includes(plain(symbol))),
    known.filter((symbol) => market !== null && instrumentNamed(symbol)?.symbol === market),
    longest(known.filter((symbol) => isWith(name, symbol))),
    known.filter((symbol) => isWith(symbol, name)),
  ];
  for (const found of tries) if (found.length > 0) return only(found);
  return null;
}

/** True for a name that is another one and what a broker adds to it. */
const isWith = (name: string, symbol: string): boolean =>
  name.length > symbol.length &&
  name.slice(0, symbol.length).toUpperCase() === symbol.toUpperCase() &&
  ADDED.test(name.slice(symbol.length));

/** The symbol that a name which means none comes nearest to; null where none is near. */
export function nearestTo(name: string, { known }: SymbolNames): string | null {
  const near = known.map((symbol) => ({ symbol, away: editsBetween(name.toUpperCase(), symbol.toUpperCase()) }));
  const [best] = near.toSorted((one, other) => one.away - other.away);
  return best !== undefined && best.away <= CLOSE ? best.symbol : null;
}

/** Levenshtein's distance. */
function editsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let at = 0; at < one.length; at += 1) {
    const letter = one[at];
    const next = [at + 1];
    for (let index = 1; index <= other.length; index += 1) {
      const swap = (row[index - 1] ?? 0) + (letter === other[index - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[index] ?? 0) + 1, (next[index - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** A body whose symbols are the terminal's, at the top and one object down. What names none stays as it is. */
export function withKnownSymbols(body: JsonObject, keys: readonly string[], names: SymbolNames): JsonObject {
  const renamed = (object: JsonObject): JsonObject => {
    const changed = keys.flatMap((key): [string, string][] => {
      const value = object[key];
      if (typeof value !== 'string') return [];
      const bare = withoutExchange(value).trim();
      const isShare = OF_SHARES.test(value) && instrumentNamed(bare) !== undefined;
      const symbol = isShare ? null : symbolNamed(bare, names);
      return symbol === null || symbol === value ? [] : [[key, symbol]];
    });
    return changed.length === 0 ? object : { ...object, ...Object.fromEntries(changed) };
  };
  const inner = Object.entries(body).flatMap(([key, value]): [string, JsonObject][] =>
    isObject(value) ? [[key, renamed(value)]] : [],
  );
  return renamed(inner.length === 0 ? body : { ...body, ...Object.fromEntries(inner) });
}
