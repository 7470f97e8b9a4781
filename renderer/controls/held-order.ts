import { useRef, useState, type FocusEvent } from 'react';

export type HeldOrder = {
  readonly ids: readonly string[];
  /** How many have come since the order was held. */
  readonly news: number;
  readonly hold: {
    readonly onPointerEnter: () => void;
    readonly onPointerLeave: () => void;
    readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
    readonly onBlur: (event: FocusEvent<HTMLElement>) => void;
  };
};

/**
 * Rows keep their places while the pointer or the keyboard's focus is among them. What is new waits until both have left,
 * or, where the list grows at its end (`append`), comes in below. Another `question` (a filter, a sorting) is the trader's
 * own act: it is answered at once, wherever the pointer rests.
 */
export function useHeldOrder(current: readonly string[], append = false, question: unknown = null): HeldOrder {
  const [held, setHeld] = useState<readonly string[] | null>(null);
  const [asked, setAsked] = useState(() => question);
  if (asked !== question) {
    setAsked(() => question);
    setHeld((before) => before && current);
  }
  const inside = useRef({ pointer: false, focus: false });
  const change = (part: Partial<{ pointer: boolean; focus: boolean }>): void => {
    const now = { ...inside.current, ...part };
    inside.current = now;
    setHeld((before) => (now.pointer || now.focus ? (before ?? current) : null));
  };
  const known = new Set(held ?? []);
  const fresh = held === null ? [] : current.filter((id) => !known.has(id));
  const ids = held === null ? current : append ? [...held, ...fresh] : held;
  return {
    ids,
    news: append ? 0 : fresh.length,
    hold: {
      onPointerEnter: () => change({ pointer: true }),
      onPointerLeave: () => change({ pointer: false }),
      // A click leaves the focus behind when the pointer goes; only a focus that is shown holds the list.
      onFocus: ({ target }) => change({ focus: target.matches(':focus-visible') }),
      onBlur: ({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) change({ focus: false });
      },
    },
  };
}
