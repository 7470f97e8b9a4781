import { useCallback, useState, type FocusEvent } from 'react';

type HeldOrder = {
  readonly ids: readonly string[];
  /** How many have come since the order was held. */
  readonly news: number;
  readonly hold: {
    onPointerEnter: () => void;
    onPointerLeave: () => void;
    onFocus: () => void;
    onBlur: (event: FocusEvent<HTMLElement>) => void;
  };
};

/**
 * Rows keep their places while the pointer or the focus is among them. What is new waits until both have left, or, where
 * the list grows at its end (`append`), comes in below.
 */
export function useHeldOrder(current: readonly string[], append = false): HeldOrder {
  const [held, setHeld] = useState<readonly string[] | null>(null);
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  const take = useCallback((): void => setHeld((before) => before ?? current), [current]);
  const letGo = (other: boolean): void => {
    if (!other) setHeld(null);
  };
  const fresh = held === null ? [] : current.filter((id) => !held.includes(id));
  const ids = held === null ? current : append ? [...held, ...fresh] : held;
  return {
    ids,
    news: append ? 0 : fresh.length,
    hold: {
      onPointerEnter: () => {
        setPointed(true);
        take();
      },
      onPointerLeave: () => {
        setPointed(false);
        letGo(focused);
      },
      onFocus: () => {
        setFocused(true);
        take();
      },
      onBlur: (event) => {
        if (event.currentTarget.contains(event.relatedTarget)) return;
        setFocused(false);
        letGo(pointed);
      },
    },
  };
}
