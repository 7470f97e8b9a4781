import type { ReactNode } from 'react';

export type Column<T> = {
  readonly title: string;
  readonly cell: (row: T) => ReactNode;
  readonly align?: 'right';
  /** Takes the room that is left, and cuts what does not fit. */
  readonly fill?: boolean;
  readonly look?: string;
  /** Left out when the window is narrow. */
  readonly roomy?: boolean;
};

type DataTableProps<T> = {
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly rowKey: (row: T) => string;
  readonly old?: boolean;
};

const classOf = <T,>({ align, fill, look, roomy }: Column<T>): string | undefined =>
  [align === 'right' ? 'num' : '', fill === true ? 'fill' : '', look ?? '', roomy === true ? 'roomy' : '']
    .filter((name) => name !== '')
    .join(' ') || undefined;

/** A plain table whose first column names the row. For lists that stay short. */
export function DataTable<T>({ caption, columns, rows, rowKey, old = false }: DataTableProps<T>) {
  return (
    <table className={old ? 'is-old' : undefined}>
      <caption className="unseen">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column.title}
              scope="col"
              className={
                [column.align === 'right' ? 'num' : '', column.roomy === true ? 'roomy' : ''].join(' ').trim() || undefined
              }
            >
              {column.title}
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
