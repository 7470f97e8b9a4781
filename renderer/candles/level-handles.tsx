import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type RefObject } from 'react';
import type { CandlePane } from './candle-pane.ts';

/** A level that can be moved. `asked` is where it is meant to go and is not yet. */
export type LevelHandle = {
  readonly kind: 'stop' | 'target';
  readonly name: string;
  readonly price: number;
  readonly asked: number | null;
  /** Of its price: a point is one of the last. */
  readonly digits: number;
  readonly text: (price: number) => string;
  /** Why it cannot be moved; null: it can. */
  readonly unavailable: string | null;
  /** Asks what moving it there would come to: nothing is sent by it. */
  readonly onAsk: (price: number) => void;
  readonly onDiscard: () => void;
};

type LevelHandlesProps = {
  readonly handles: readonly LevelHandle[];
  readonly pane: RefObject<CandlePane | null>;
  readonly place: RefObject<(() => void) | null>;
};
const FAR = 10;

/** The handles of levels at the left of their lines, over the canvas: dragged, or moved with the arrow keys. */
export function LevelHandles({ handles, pane, place }: LevelHandlesProps) {
  const nodes = useRef(new Map<string, HTMLElement>());
  const [moving, setMoving] = useState<{ readonly kind: string; readonly price: number } | null>(null);
  const priceOf = (handle: LevelHandle): number => (moving?.kind === handle.kind ? moving.price : (handle.asked ?? handle.price));
  useEffect(() => {
    place.current = () => {
      for (const handle of handles) {
        const node = nodes.current.get(handle.kind);
        const y = pane.current?.y(priceOf(handle)) ?? null;
        if (node === undefined) continue;
        const height = node.parentElement?.clientHeight ?? 0;
        // What is off the picture has no handle in it: the field below takes the same price.
        const isSeen = y !== null && y >= 0 && y <= height;
        node.style.visibility = isSeen ? 'visible' : 'hidden';
        if (isSeen) node.style.top = `${String(Math.round(y))}px`;
      }
    };
    place.current();
    return () => {
      place.current = null;
    };
  });
  return handles.map((handle) => (
    <Handle
      key={handle.kind}
      handle={handle}
      price={priceOf(handle)}
      isMoving={moving?.kind === handle.kind}
      pane={pane}
      keep={(node) => (node === null ? nodes.current.delete(handle.kind) : nodes.current.set(handle.kind, node))}
      onMove={(price) => setMoving(price === null ? null : { kind: handle.kind, price })}
    />
  ));
}

type HandleProps = {
  readonly handle: LevelHandle;
  readonly price: number;
  readonly isMoving: boolean;
  readonly pane: RefObject<CandlePane | null>;
  readonly keep: (node: HTMLElement | null) => void;
  readonly onMove: (price: number | null) => void;
};

function Handle({ handle, price, isMoving, pane, keep, onMove }: HandleProps) {
  const { name, digits, text, unavailable, onAsk, onDiscard } = handle;
  const isMoved = isMoving || handle.asked !== null;
  const onKeyDown = (event: KeyboardEvent): void => {
    const way = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }[event.key];
    if (event.key === 'Escape' && isMoved) {
      event.stopPropagation();
      onMove(null);
      onDiscard();
    } else if (event.key === 'Enter' && isMoving) {
      event.preventDefault();
      onAsk(price);
      onMove(null);
    } else if (way !== undefined && unavailable === null) {
      event.preventDefault();
      onMove(onGrid(price + (way * (event.shiftKey ? FAR : 1)) / 10 ** digits, digits));
    }
  };
  return (
    <div
      ref={keep}
      role="slider"
      tabIndex={0}
      className={`level-handle ${isMoved ? 'moved' : ''}`}
      aria-orientation="vertical"
      aria-label={`${name}: arrow keys move it a point, with Shift ten; Enter shows the effect, Escape takes it back`}
      aria-valuenow={price}
      aria-valuemin={0}
      aria-valuemax={handle.price * 2}
      aria-valuetext={`${text(price)}${isMoving ? ', not asked yet' : ''}`}
      aria-disabled={unavailable !== null}
      title={unavailable ?? 'Drag, or use the arrow keys: the effect is shown before anything is sent'}
      onKeyDown={onKeyDown}
      onBlur={() => isMoving && onMove(null)}
      {...dragging({ handle, pane, price, onMove })}
    >
      {name} {text(price)}
    </div>
  );
}

const onGrid = (at: number, digits: number): number => Math.max(1, Math.round(at * 10 ** digits)) / 10 ** digits;

/** Dragging asks where it ends; it sends nothing. The chart stays where it is meanwhile. */
function dragging({ handle, pane, price, onMove }: Pick<HandleProps, 'handle' | 'pane' | 'price' | 'onMove'>) {
  const { digits, unavailable, onAsk } = handle;
  const isHeld = (event: PointerEvent): boolean => event.currentTarget.hasPointerCapture(event.pointerId);
  const at = (event: PointerEvent): number | null => {
    const top = event.currentTarget.parentElement?.getBoundingClientRect().top ?? 0;
    const found = pane.current?.priceAt(event.clientY - top) ?? null;
    return found === null ? null : onGrid(found, digits);
  };
  const end = (): void => {
    pane.current?.hold(false);
    onMove(null);
  };
  return {
    onPointerDown: (event: PointerEvent): void => {
      if (unavailable !== null) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      pane.current?.hold(true);
      onMove(price);
    },
    onPointerMove: (event: PointerEvent): void => {
      const found = isHeld(event) ? at(event) : null;
      if (found !== null) onMove(found);
    },
    onPointerUp: (event: PointerEvent): void => {
      if (!isHeld(event)) return;
      const found = at(event);
      end();
      if (found !== null && found !== onGrid(handle.price, digits)) onAsk(found);
    },
    onPointerCancel: end,
  };
}
