import type { TooltipContentProps } from 'recharts';

/** The lines of what the pointer rests on. */
type WithLines = { readonly lines?: readonly string[] };

/** What the pointer rests on, in the words that the point brings along. */
export function Tip({ active, payload }: Partial<Pick<TooltipContentProps, 'active' | 'payload'>>) {
  const { lines } = (payload?.[0]?.payload ?? {}) as WithLines;
  if (active !== true || lines === undefined) return null;
  const [first, ...more] = lines;
  return (
    <div className="analysis-tip">
      <b>{first}</b>
      {more.map((line) => (
        <div key={line}>{line}</div>
      ))}
    </div>
  );
}
