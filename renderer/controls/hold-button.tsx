import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { CommandName } from '#shared/ipc';
import { useLacking } from './held-role.ts';

const HOLD_MS = 1_500;

type HoldProps = {
  readonly children: ReactNode;
  readonly onHeld: () => void;
  readonly unavailable?: string | null;
  /** What it asks the engine for. */
  readonly needs?: CommandName;
};

/** Acts after it was held for 1.5 s, by pointer, Space or Enter. Letting go, leaving or Escape takes it back. */
export function HoldButton({ children, onHeld, unavailable: why = null, needs }: HoldProps) {
  const lacking = useLacking(needs);
  const unavailable = lacking ?? why;
  const [share, setShare] = useState(0);
  const frame = useRef(0);
  const stop = (): void => {
    cancelAnimationFrame(frame.current);
    frame.current = 0;
    setShare(0);
  };
  const start = (): void => {
    if (unavailable !== null || frame.current !== 0) return;
    const began = performance.now();
    const step = (at: number): void => {
      const done = Math.min(1, (at - began) / HOLD_MS);
      setShare(done);
      if (done < 1) {
        frame.current = requestAnimationFrame(step);
        return;
      }
      stop();
      onHeld();
    };
    frame.current = requestAnimationFrame(step);
  };
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  return (
    <button
      type="button"
      className="btn"
      aria-disabled={unavailable === null ? undefined : true}
      title={unavailable ?? undefined}
      onPointerDown={start}
      onPointerUp={stop}
      onPointerLeave={stop}
      onBlur={stop}
      onKeyDown={(event) => {
        if (event.key === ' ' || event.key === 'Enter') start();
        if (event.key === 'Escape' && frame.current !== 0) event.stopPropagation();
        if (event.key === 'Escape') stop();
      }}
      onKeyUp={stop}
    >
      {children}
      <span className="held" style={{ transform: `scaleX(${share})` }} aria-hidden="true" />
    </button>
  );
}
