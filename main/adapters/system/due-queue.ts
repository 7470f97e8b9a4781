type Entry = { readonly due: number; readonly order: number; readonly act: () => void; cancelled: boolean; taken: boolean };

/** Work by due time, equal times in the order it was added. A binary heap: a simulated week sets millions of timers. */
export type DueQueue = {
  /** Returns how to call it off. */
  add(due: number, act: () => void): () => void;
  nextDue(): number | null;
  /** Removes and returns the next one. */
  take(): { readonly act: () => void } | null;
};

export function dueQueue(): DueQueue {
  let heap: Entry[] = [];
  let added = 0;
  let cancelled = 0;

  const take = (): Entry | null => {
    const [top] = heap;
    const last = heap.pop();
    if (top === undefined || last === undefined) return null;
    if (heap.length > 0) sink(heap, last);
    return top;
  };
  const dropCancelled = (): void => {
    while (heap[0]?.cancelled === true) {
      take();
      cancelled -= 1;
    }
  };
  /** Timers that are cancelled long before they are due (answers that came in time) must not pile up. */
  const sweep = (): void => {
    if (cancelled < 64 || cancelled * 2 < heap.length) return;
    const kept = heap.filter((entry) => !entry.cancelled);
    heap = [];
    cancelled = 0;
    for (const entry of kept) rise(heap, entry);
  };
  return {
    add: (due, act) => {
      added += 1;
      const entry: Entry = { due, order: added, act, cancelled: false, taken: false };
      rise(heap, entry);
      return () => {
        if (entry.cancelled || entry.taken) return;
        entry.cancelled = true;
        cancelled += 1;
        sweep();
      };
    },
    nextDue: () => {
      dropCancelled();
      return heap[0]?.due ?? null;
    },
    take: () => {
      dropCancelled();
      const entry = take();
      if (entry !== null) entry.taken = true;
      return entry;
    },
  };
}

const before = (a: Entry, b: Entry): boolean => a.due < b.due || (a.due === b.due && a.order < b.order);

/** Puts an entry in from the bottom. */
function rise(heap: Entry[], entry: Entry): void {
  let at = heap.length;
  while (at > 0) {
    const parentAt = (at - 1) >> 1;
    const parent = heap[parentAt];
    if (parent === undefined || !before(entry, parent)) break;
    heap[at] = parent;
    at = parentAt;
  }
  heap[at] = entry;
}

/** Puts an entry in from the top, over the one that has left. */
function sink(heap: Entry[], entry: Entry): void {
  let at = 0;
  for (;;) {
    const left = heap[at * 2 + 1];
    const right = heap[at * 2 + 2];
    const childAt = left !== undefined && right !== undefined && before(right, left) ? at * 2 + 2 : at * 2 + 1;
    const child = heap[childAt];
    if (child === undefined || !before(child, entry)) break;
    heap[at] = child;
    at = childAt;
  }
  heap[at] = entry;
}
