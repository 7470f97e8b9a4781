import { LANES, type Lane } from '#shared/domain';
import { assert } from '#shared/lib';

/** How many messages each lane holds. A full lane refuses the new message; nothing already queued is dropped. */
export const LANE_MAX: Readonly<Record<Lane, number>> = { critical: 1_000, high: 2_000, normal: 5_000, low: 20_000 };
/** A message that has waited this long is served before younger ones of busier lanes (never before critical). */
export const LANE_AGEING_MS: Readonly<Record<Lane, number>> = { critical: 0, high: 250, normal: 1_000, low: 4_000 };

export type LaneView = {
  readonly depth: number;
  readonly max: number;
  readonly oldestMs: number;
  /** The deepest it has been, and how many it has turned away because it was full. */
  readonly peak: number;
  readonly refused: number;
};

/** A first-in first-out ring that doubles when full, up to its bound: O(1) in and out, no copying while it runs. */
type Ring<T> = { items: (T | undefined)[]; times: Float64Array; head: number; size: number; peak: number; refused: number };

const createRing = <T>(): Ring<T> => ({
  items: new Array<T | undefined>(16),
  times: new Float64Array(16),
  head: 0,
  size: 0,
  peak: 0,
  refused: 0,
});

/**
 * The four lanes. Order of service: critical; then the lane whose head is most overdue against its ageing bound; then high, normal, low.
 * So critical overtakes within one turn, and a low message waits at most its bound plus what is overdue before it.
 */
export class Lanes<T> {
  readonly #rings: Record<Lane, Ring<T>> = {
    critical: createRing(),
    high: createRing(),
    normal: createRing(),
    low: createRing(),
  };
  #size = 0;

  get size(): number {
    return this.#size;
  }

  isEmpty(lane: Lane): boolean {
    return this.#rings[lane].size === 0;
  }

  /** False when the lane is full: then the item was not taken. `nowMs` is monotonic. */
  offer(lane: Lane, item: T, nowMs: number): boolean {
    const ring = this.#rings[lane];
    if (ring.size >= LANE_MAX[lane]) {
      ring.refused += 1;
      return false;
    }
    if (ring.size === ring.items.length) grow(ring);
    const at = (ring.head + ring.size) & (ring.items.length - 1);
    ring.items[at] = item;
    ring.times[at] = nowMs;
    ring.size += 1;
    if (ring.size > ring.peak) ring.peak = ring.size;
    this.#size += 1;
    return true;
  }

  /** The next item to serve and how long it waited; null when all lanes are empty. */
  take(nowMs: number): { readonly item: T; readonly lane: Lane; readonly waitedMs: number } | null {
    if (this.#size === 0) return null;
    const lane = this.#next(nowMs);
    const ring = this.#rings[lane];
    const waitedMs = nowMs - (ring.times[ring.head] ?? nowMs);
    const item = ring.items[ring.head] as T;
    ring.items[ring.head] = undefined;
    ring.head = (ring.head + 1) & (ring.items.length - 1);
    ring.size -= 1;
    this.#size -= 1;
    return { item, lane, waitedMs: Math.max(0, waitedMs) };
  }

  view(nowMs: number): Readonly<Record<Lane, LaneView>> {
    const view = (lane: Lane): LaneView => {
      const ring = this.#rings[lane];
      return {
        depth: ring.size,
        max: LANE_MAX[lane],
        oldestMs: ring.size === 0 ? 0 : Math.max(0, nowMs - (ring.times[ring.head] ?? nowMs)),
        peak: ring.peak,
        refused: ring.refused,
      };
    };
    return { critical: view('critical'), high: view('high'), normal: view('normal'), low: view('low') };
  }

  #next(nowMs: number): Lane {
    if (this.#rings.critical.size > 0) return 'critical';
    let best: Lane | null = null;
    let mostOverdue = 0;
    for (const lane of LANES) {
      const ring = this.#rings[lane];
      if (ring.size === 0) continue;
      best ??= lane;
      const overdue = nowMs - (ring.times[ring.head] ?? nowMs) - LANE_AGEING_MS[lane];
      if (overdue > mostOverdue) {
        mostOverdue = overdue;
        best = lane;
      }
    }
    assert(best !== null, 'a non-empty set of lanes has a next one');
    return best;
  }
}

function grow<T>(ring: Ring<T>): void {
  const length = ring.items.length;
  const items = new Array<T | undefined>(length * 2);
  const times = new Float64Array(length * 2);
  for (let i = 0; i < ring.size; i += 1) {
    const from = (ring.head + i) & (length - 1);
    items[i] = ring.items[from];
    times[i] = ring.times[from] ?? 0;
  }
  ring.items = items;
  ring.times = times;
  ring.head = 0;
}
