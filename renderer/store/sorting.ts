/** How one list is sorted: by which column, and whether its largest stands first. */
export type Sort = { readonly column: string; readonly falling: boolean };
/** By the name of the list; a list that is not in it has its own order. */
export type Sorts = Readonly<Record<string, Sort>>;

/** More lists than this were never sorted here: something else wrote there. */
const SORTS_MAX = 60;

/** What is remembered of the sorting of lists on this computer; whatever is not one is left out. */
export function sortsOf(kept: unknown): Sorts {
  if (typeof kept !== 'object' || kept === null) return {};
  return Object.fromEntries(
    Object.entries(kept)
      .slice(0, SORTS_MAX)
      .flatMap(([list, sort]: [string, unknown]) =>
        isSort(sort) ? [[list, { column: sort.column, falling: sort.falling }]] : [],
      ),
  );
}

const isSort = (sort: unknown): sort is Sort =>
  typeof sort === 'object' &&
  sort !== null &&
  'column' in sort &&
  typeof sort.column === 'string' &&
  'falling' in sort &&
  typeof sort.falling === 'boolean';

/** One press on a column's head: it sorts, the next press turns it round, the third gives the list its own order back. */
export function pressed(before: Sort | null, column: string, fallsFirst: boolean): Sort | null {
  if (before?.column !== column) return { column, falling: fallsFirst };
  return before.falling === fallsFirst ? { column, falling: !fallsFirst } : null;
}
