import type { ReactNode } from 'react';
import './gauge.css';

type GaugeProps = {
  readonly label: ReactNode;
  readonly note: ReactNode;
  readonly old?: boolean;
  readonly testId?: string;
  readonly children: ReactNode;
};

/** One cell of the strip: what it is, its value, and what belongs to it. */
export function Gauge({ label, note, old = false, testId, children }: GaugeProps) {
  return (
    <section className={old ? 'gauge is-old' : 'gauge'} data-testid={testId}>
      <h2 className="gauge-label">{label}</h2>
      <div className="gauge-value">{children}</div>
      <div className="gauge-note">{note}</div>
    </section>
  );
}
