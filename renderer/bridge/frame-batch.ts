/** A hidden window paints no frames; past this many waiting items it is cheaper and safer to resynchronise. */
export const WAITING_MAX = 2_000;

export type FrameBatch<T> = { readonly add: (items: readonly T[]) => void; readonly clear: () => void };

/** Collects what arrives between two frames and hands it over once. Never holds more than `WAITING_MAX` items. */
export function createFrameBatch<T>(ports: {
  readonly flush: (batch: readonly T[]) => void;
  readonly overflow: () => void;
  readonly schedule: (run: () => void) => void;
}): FrameBatch<T> {
  let waiting: T[] = [];
  let scheduled = false;
  const handOver = (): void => {
    const batch = waiting;
    waiting = [];
    scheduled = false;
    if (batch.length > 0) ports.flush(batch);
  };
  const add = (items: readonly T[]): void => {
    if (waiting.length + items.length > WAITING_MAX) {
      waiting = [];
      ports.overflow();
      return;
    }
    waiting.push(...items);
    if (scheduled || waiting.length === 0) return;
    scheduled = true;
    ports.schedule(handOver);
  };
  return { add, clear: () => (waiting = []) };
}
