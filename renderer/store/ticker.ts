/** The engine's clock as the window can tell it, in steps: everything that counts down or grows old reads it here. */
export type Ticker = { readonly subscribe: (listener: () => void) => () => void; readonly engineNow: (stepMs: number) => number };

export function createTicker(ports: {
  readonly now: () => number;
  readonly offsetMs: () => number;
  readonly every: (run: () => void, ms: number) => () => void;
}): Ticker {
  const listeners = new Set<() => void>();
  ports.every(() => listeners.forEach((listener) => listener()), 250);
  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    engineNow: (stepMs) => Math.floor((ports.now() + ports.offsetMs()) / stepMs) * stepMs,
  };
}
