import { DataTable, type DataTableProps } from './data-table.tsx';
import { useHeldOrder } from './held-order.ts';
import { useSorting } from './use-sorting.ts';

type SortTableProps<T> = Omit<DataTableProps<T>, 'sorting' | 'hold'> & {
  /** The name under which its sorting is kept on this computer; tables of the same columns may share one. */
  readonly list: string;
  /** At most so many rows, of those that stand first. */
  readonly most?: number;
};

/**
 * A table that its heads sort. Without sorting the rows stand as they are given; sorted by a figure that changes, they keep their places
 * while the pointer or the focus is among them.
 */
export function SortTable<T>({ list, most = Infinity, ...table }: SortTableProps<T>) {
  const { columns, rows, rowKey } = table;
  const { sortRows, ...sorting } = useSorting(list, columns);
  const inOrder = sortRows(rows).slice(0, most);
  const { ids, hold } = useHeldOrder(inOrder.map(rowKey), true, sorting.sort);
  const byKey = new Map(inOrder.map((row) => [rowKey(row), row]));
  const held = sorting.sort === null ? inOrder : ids.map((id) => byKey.get(id)).filter((row) => row !== undefined);
  return <DataTable {...table} rows={held} sorting={sorting} hold={hold} />;
}
