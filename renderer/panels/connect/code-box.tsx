import type { ReactNode } from 'react';
import './code-box.css';

/** A text to be copied, with its heading and what is done with it. */
export function CodeBox({ label, text, acts }: { readonly label: string; readonly text: string; readonly acts: ReactNode }) {
  return (
    <div className="code-box">
      <div className="row">
        <span className="dim">{label}</span>
        <span className="push row">{acts}</span>
      </div>
      <pre tabIndex={0} role="group" aria-label={label}>
        {text}
      </pre>
    </div>
  );
}
