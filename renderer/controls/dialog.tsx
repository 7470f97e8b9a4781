import { useEffect, useEffectEvent, useId, useRef, type ReactNode, type RefObject } from 'react';
import { Button } from './button.tsx';
import './dialog.css';

const FOCUSABLE = 'a[href], button, input, select, textarea, [tabindex="0"]';

type DialogProps = {
  readonly title: string;
  readonly onClose: () => void;
  readonly cancel?: string;
  readonly refusal?: string | null;
  /** The acts beside Cancel. */
  readonly acts?: ReactNode;
  /** What has the focus first; without it, Cancel. */
  readonly startAt?: RefObject<HTMLElement | null>;
  readonly children: ReactNode;
};

/**
 * A question. It lies below the strip and makes everything under it inert, but never the strip: the stop stays visible,
 * reachable by pointer, and part of the Tab circle (so it is not `aria-modal`, which would hide the stop from a screen
 * reader). The focus begins on Cancel, or where there is something to type, and returns to where it came from.
 */
export function Dialog({ title, onClose, cancel = 'Cancel', refusal = null, acts, startAt, children }: DialogProps) {
  const heading = useId();
  const box = useRef<HTMLDivElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    (startAt ?? first).current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, [startAt]);
  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.defaultPrevented) onClose();
    if (event.key === 'Enter') confirmed(event, box.current);
    if (event.key !== 'Tab' || box.current === null) return;
    const stops = [...document.querySelectorAll<HTMLElement>('.stop'), ...box.current.querySelectorAll<HTMLElement>(FOCUSABLE)];
    const at = stops.indexOf(document.activeElement as HTMLElement);
    event.preventDefault();
    // From the text itself, Tab goes to the first control after the stop, Shift+Tab to the last.
    const from = at < 0 && !event.shiftKey ? 0 : at < 0 ? stops.length : at;
    stops[(from + (event.shiftKey ? -1 : 1) + stops.length) % stops.length]?.focus();
  });
  // On the window, not on the box: a click on the dialog's text leaves the focus nowhere, and Escape must still close it.
  useEffect(() => {
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <div className="veil">
      <div className="dialog" role="dialog" aria-labelledby={heading} ref={box} tabIndex={-1}>
        <h2 id={heading}>{title}</h2>
        {children}
        {refusal !== null && (
          <p className="refusal" role="status">
            {refusal}
          </p>
        )}
        <div className="dialog-acts">
          <Button look="primary" ref={first} onClick={onClose}>
            {cancel}
          </Button>
          {acts}
        </div>
      </div>
    </div>
  );
}

/** Enter in a text field of a dialog does what the dialog is for, once it can be done; nothing while a word is composed, or the key is held. */
function confirmed({ target, defaultPrevented, repeat, isComposing }: KeyboardEvent, box: HTMLElement | null): void {
  if (defaultPrevented || repeat || isComposing || !(target instanceof HTMLInputElement) || target.type !== 'text') return;
  if (box?.contains(target) === true) box.querySelector<HTMLElement>('.confirm > .btn')?.click();
}
