/** By the name of the list: the titles of the columns that were left out; a list that is not in it shows all of its own. */
export type HiddenColumns = Readonly<Record<string, readonly string[]>>;

/** More lists than this, or more columns of one, were never chosen here: something else wrote there. */
const LISTS_MAX = 60;
const COLUMNS_MAX = 60;

/** What is remembered of the columns that were left out on this computer; whatever is not a list of titles is passed over. */
export function hiddenColumnsOf(kept: unknown): HiddenColumns {
  if (typeof kept !== 'object' || kept === null) return {};
  return Object.fromEntries(
    Object.entries(kept)
      .slice(0, LISTS_MAX)
      .flatMap(([list, titles]: [string, unknown]) => (Array.isArray(titles) ? [[list, titlesOf(titles)] as const] : []))
      .filter(([, titles]) => titles.length > 0),
  );
}

const titlesOf = (kept: readonly unknown[]): readonly string[] =>
  [...new Set(kept.filter((title) => typeof title === 'string'))].slice(0, COLUMNS_MAX);
