import type { ReactNode } from 'react';
import './panel.css';

type PanelProps = {
  readonly title: string;
  readonly note?: ReactNode;
  readonly end?: ReactNode;
  readonly className?: string;
  readonly testId?: string;
  readonly children: ReactNode;
};

/** A titled region. `note` stands beside the title, `end` at the right edge. */
export function Panel({ title, note, end, className = '', testId, children }: PanelProps) {
  return (
    <section className={`panel ${className}`} aria-label={title} data-testid={testId}>
      <div className="panel-head">
        <h2>{title}</h2>
        {note !== undefined && <span title={typeof note === 'string' ? note : undefined}>{note}</span>}
        {end !== undefined && (
          <span className="push" title={typeof end === 'string' ? end : undefined}>
            {end}
          </span>
        )}
      </div>
      {children}
    </section>
  );
}

/** A view: its heading, a summary, tools at the right, and its panels. */
export function View({
  title,
  summary,
  tools,
  fixed = false,
  children,
}: {
  readonly title: string;
  readonly summary?: ReactNode;
  readonly tools?: ReactNode;
  /** True when the view fills the window and scrolls inside its panels. */
  readonly fixed?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className={fixed ? 'view fixed' : 'view'}>
      <div className="view-title">
        <h1>{title}</h1>
        {summary !== undefined && <span title={typeof summary === 'string' ? summary : undefined}>{summary}</span>}
        {tools !== undefined && <div className="tools">{tools}</div>}
      </div>
      {children}
    </div>
  );
}

/** Nothing to show: says what will appear here. */
export function Empty({ children }: { readonly children: ReactNode }) {
  return <p className="empty">{children}</p>;
}
