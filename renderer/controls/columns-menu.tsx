import { useEffect, useId, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';
import { Button } from './button.tsx';
import type { ColumnChoice } from './use-columns.ts';
import './columns-menu.css';

type ColumnsMenuProps = {
  readonly choice: ColumnChoice;
  /** The table, as it is called on screen. */
  readonly of: string;
};

/** Which columns a table shows: a box for each. It closes with Escape, with a press elsewhere, and when the focus leaves it. */
export function ColumnsMenu({ choice, of }: ColumnsMenuProps) {
  const [isOpen, setOpen] = useState(false);
  const whole = useRef<HTMLSpanElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => (isOpen ? pressedElsewhere(whole, () => setOpen(false)) : undefined), [isOpen]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !isOpen) return;
    // What lies behind it, a signal or the past, is left by the next press.
    event.stopPropagation();
    event.preventDefault();
    setOpen(false);
    opener.current?.focus();
  };
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent): void => {
    if (relatedTarget !== null && !currentTarget.contains(relatedTarget)) setOpen(false);
  };
  return (
    <span ref={whole} className="columns-menu" onKeyDown={onKeyDown} onBlur={onBlur}>
      <Button ref={opener} size="small" about={`of ${of}`} opens={{ id, isOpen }} onClick={() => setOpen(!isOpen)}>
        Columns
      </Button>
      {isOpen && (
        <span id={id} role="group" aria-label={`Columns of ${of}`} className="columns-boxes">
          <Boxes {...choice} />
        </span>
      )}
    </span>
  );
}

function Boxes({ offered, isDefault, toggle, reset }: ColumnChoice) {
  const shown = offered.filter(([, isShown]) => isShown).length;
  return (
    <>
      {offered.map(([title, isShown]) => {
        const isLast = isShown && shown === 1;
        return (
          <label key={title} title={isLast ? 'One column stays' : undefined}>
            <input type="checkbox" checked={isShown} aria-disabled={isLast || undefined} onChange={() => toggle(title)} />
            {title}
            {isLast && <span className="unseen">. One column stays</span>}
          </label>
        );
      })}
      <Button size="small" look="quiet" unavailable={isDefault ? 'Every column is shown' : null} onClick={reset}>
        Default
      </Button>
    </>
  );
}

/** Hears every press outside of it, until it is let go. */
function pressedElsewhere(whole: { readonly current: HTMLElement | null }, close: () => void): () => void {
  const onPress = ({ target }: Event): void => {
    if (target instanceof Node && whole.current?.contains(target) !== true) close();
  };
  document.addEventListener('pointerdown', onPress);
  return () => document.removeEventListener('pointerdown', onPress);
}
