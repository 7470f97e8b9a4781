import { useCallback, useState } from 'react';
import { pressed, useAct, useUi, type Sort } from '../store/index.ts';
import { sorted, type SortKey } from './sorted.ts';

/** What can be sorted by: a column of a table or of a grid. */
export type Sortable<T> = {
  readonly title: string;
  readonly align?: 'right';
  /** What rows are sorted by; without it the column's head is text. */
  readonly by?: (row: T) => SortKey;
};

/** How a list is sorted, and what its heads do. One head is a stop of the Tab key; arrows go on from there. */
export type Sorting = {
  readonly sort: Sort | null;
  readonly stop: string | null;
  readonly press: (column: string, fallsFirst: boolean) => void;
  readonly onFocus: (column: string) => void;
};

/** The sorting of a list by its name, kept on this computer; a column that is not shown any more sorts nothing. */
export function useSorting<T>(list: string, columns: readonly Sortable<T>[]): Sorting & { readonly sortRows: Sorter<T> } {
  const act = useAct();
  const kept = useUi(({ sorts }) => sorts[list] ?? null);
  const [focused, setFocused] = useState<string | null>(null);
  const heads = columns.filter(({ by }) => by !== undefined);
  const sort = kept !== null && heads.some(({ title }) => title === kept.column) ? kept : null;
  const by = heads.find(({ title }) => title === sort?.column)?.by;
  const sortRows: Sorter<T> = useCallback(
    (rows) => (sort === null || by === undefined ? rows : sorted(rows, by, sort.falling)),
    [sort, by],
  );
  const stops = [focused, sort?.column].filter((title) => heads.some((head) => head.title === title));
  return {
    sort,
    stop: stops[0] ?? heads[0]?.title ?? null,
    press: (column, fallsFirst) => act.sortList(list, pressed(sort, column, fallsFirst)),
    onFocus: setFocused,
    sortRows,
  };
}

type Sorter<T> = (rows: readonly T[]) => readonly T[];

/** What a list is sorted by, for the place where it says its own order; `columns` where not every place of it shows the same. */
export function useSortText<T>(list: string, own: string, columns?: readonly Sortable<T>[]): string {
  const sort = useUi(({ sorts }) => sorts[list] ?? null);
  const isShown = sort !== null && (columns?.some(({ title }) => title === sort.column) ?? true);
  return isShown ? `sorted by ${sort.column}` : own;
}
