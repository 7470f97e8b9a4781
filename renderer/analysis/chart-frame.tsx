import { useId, type ReactNode } from 'react';
import { ResponsiveContainer } from 'recharts';
import './chart-frame.css';

type ChartFrameProps = {
  /** What the picture says, in a sentence. */
  readonly said: string;
  /** The same as a table, for those who do not see it. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly children: ReactNode;
};

/** A chart that fills its place, with its words and its figures beside it for a screen reader. */
export function ChartFrame({ said, columns, rows, children }: ChartFrameProps) {
  const id = useId();
  return (
    <figure className="analysis" aria-labelledby={id}>
      <div className="analysis-plot" aria-hidden="true">
        <ResponsiveContainer width="100%" height="100%" debounce={50}>
          {children}
        </ResponsiveContainer>
      </div>
      <figcaption className="unseen" id={id}>
        {said}
      </figcaption>
      <table className="unseen">
        <thead>
          <tr>
            {columns.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...cells], index) => (
            <tr key={`${name ?? ''}-${String(index)}`}>
              <th scope="row">{name}</th>
              {cells.map((cell, at) => (
                <td key={columns[at + 1]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
