import { basename } from 'node:path';
import { StartFault } from '../host/index.ts';

/** An option as it was given: not at all, once, or several times; one text may hold several with a semicolon between them. */
export type Texts = string | readonly string[] | undefined;

/** What was said about single symbols. */
export type Naming = {
  /** Files by which a symbol was given. */
  readonly patterns: readonly { readonly symbol: string; readonly like: string }[];
  /** Symbols that have an option of their own. */
  readonly symbols: readonly string[];
};

const NAMED = /^([^=*?\\/\s]{1,64})=(.+)$/;

const textsOf = (texts: Texts): readonly string[] =>
  (texts === undefined ? [] : [texts].flat()).flatMap((text) => text.split(';')).flatMap((text) => text.trim() || []);

/** `VALUE` for all, and `SYMBOL=VALUE` for one; what is given last counts. */
export function givenFor(texts: Texts): {
  readonly names: readonly string[];
  readonly of: (symbol: string | null) => string | undefined;
} {
  const given = textsOf(texts).map((text): readonly [string | null, string] => {
    const [, symbol, value] = NAMED.exec(text) ?? [];
    return symbol === undefined || value === undefined ? [null, text] : [symbol, value];
  });
  return {
    names: given.flatMap(([symbol]) => symbol ?? []),
    of: (symbol) => given.findLast(([name]) => name === symbol)?.[1],
  };
}

/** `NAME` for every file, and `NAME=FILE` for the files that are called so. */
export function symbolsOf(texts: Texts): Pick<Naming, 'patterns'> & {
  readonly plain: string | null;
  readonly symbolFor: (file: string) => string | undefined;
} {
  const patterns: Naming['patterns'][number][] = [];
  let plain: string | null = null;
  for (const text of textsOf(texts)) {
    const [, symbol, like] = NAMED.exec(text) ?? [];
    if (symbol === undefined || like === undefined) plain = text;
    else patterns.push({ symbol, like });
  }
  const symbolFor = (file: string): string | undefined => {
    const [first, ...others] = [...new Set(patterns.filter(({ like }) => isLike(file, like)).map(({ symbol }) => symbol))];
    if (others.length > 0)
      throw new StartFault([`--symbol: ${file} is ${[first, ...others].join(' and ')}; it can be of one symbol only`]);
    return first;
  };
  return { plain, patterns, symbolFor };
}

/** Whether every file and symbol that was named is there: a slip of the pen would leave the file as it is. */
export function checkNaming(
  { patterns, symbols }: Naming,
  read: readonly { readonly file: string; readonly symbol: string }[],
): void {
  const files = read.map(({ file }) => file);
  const known = [...new Set(read.map(({ symbol }) => symbol))];
  const faults = [
    ...patterns
      .filter(({ like }) => !files.some((file) => isLike(file, like)))
      .map(({ symbol, like }) => `--symbol ${symbol}=${like}: no file is called so; there are ${files.join(', ')}`),
    ...symbols
      .filter((symbol) => !known.includes(symbol))
      .map((symbol) => `${symbol}= in an option: no file is of ${symbol}; there are ${known.join(', ')}`),
  ];
  if (faults.length > 0) throw new StartFault(faults);
}

/** By the file's name, or by its path as it was given; capitals count as small letters, as on Windows. */
function isLike(file: string, like: string): boolean {
  const source = like
    .replaceAll('\\', '/')
    .replace(/[.+^${}()|[\]]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const pattern = new RegExp(`^${source}$`, 'i');
  return pattern.test(basename(file)) || pattern.test(file.replaceAll('\\', '/'));
}
