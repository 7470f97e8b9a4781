import type { ReactNode } from 'react';
import './gauge.css';

type GaugeProps = {
  readonly label: ReactNode;
  readonly note: ReactNode;
  /** A measure between the value and the note. */
  readonly bar?: ReactNode;
  readonly old?: boolean;
  readonly testId?: string;
  readonly children: ReactNode;
};

/** One cell of the strip: what it is, its value, and what belongs to it. */
export function Gauge({ label, note, bar, old = false, testId, children }: GaugeProps) {
  return (
    <section className={`gauge${old ? ' is-old' : ''}${bar === undefined ? '' : ' has-bar'}`} data-testid={testId}>
      <h2 className="gauge-label">{label}</h2>
      <div className="gauge-value">{children}</div>
      {bar}
      <div className="gauge-note">{note}</div>
    </section>
  );
}
