import type { ReactNode } from 'react';
import { ariaSort, SortHead } from './sort-head.tsx';
import type { HeldOrder } from './held-order.ts';
import type { Sortable, Sorting } from './use-sorting.ts';

export type Column<T> = Sortable<T> & {
  readonly cell: (row: T) => ReactNode;
  /** Takes the room that is left, and cuts what does not fit. */
  readonly fill?: boolean;
  readonly look?: string;
  /** Left out when the window is narrow. */
  readonly roomy?: boolean;
  /** Always shown, whatever columns are chosen. */
  readonly stays?: boolean;
};

export type DataTableProps<T> = {
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly rowKey: (row: T) => string;
  readonly old?: boolean;
  /** What its heads sort by, and what keeps its rows in their places under the pointer. */
  readonly sorting?: Sorting;
  readonly hold?: HeldOrder['hold'];
};

const classOf = <T,>({ align, fill, look, roomy }: Column<T>): string | undefined =>
  [align === 'right' ? 'num' : '', fill === true ? 'fill' : '', look ?? '', roomy === true ? 'roomy' : '']
    .filter((name) => name !== '')
    .join(' ') || undefined;

/** A plain table whose first column names the row. For lists that stay short. */
export function DataTable<T>({ caption, columns, rows, rowKey, old = false, sorting, hold }: DataTableProps<T>) {
  return (
    <table className={old ? 'is-old' : undefined} {...hold}>
      <caption className="unseen">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column.title}
              scope="col"
              aria-sort={sorting === undefined ? undefined : ariaSort(sorting, column.title)}
              className={
                [column.align === 'right' ? 'num' : '', column.roomy === true ? 'roomy' : ''].join(' ').trim() || undefined
              }
            >
              {sorting === undefined || column.by === undefined ? column.title : <SortHead column={column} sorting={sorting} />}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)}>
            {columns.map((column, index) =>
              index === 0 ? (
                <th key={column.title} scope="row" className={classOf(column)}>
                  {column.cell(row)}
                </th>
              ) : (
                <td key={column.title} className={classOf(column)}>
                  {column.cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
