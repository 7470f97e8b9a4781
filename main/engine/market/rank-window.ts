import { assert } from '#shared/lib';

/**
 * The last `capacity` values of a series, kept in order of arrival and in order of size. Finding a place is a binary
 * search; making room moves at most `capacity` numbers.
 */
export type RankWindow = { readonly capacity: number; next: number; readonly arrived: number[]; readonly sorted: number[] };

export function createRankWindow(capacity: number): RankWindow {
  assert(Number.isInteger(capacity) && capacity > 0, 'a window holds at least one value');
  return { capacity, next: 0, arrived: [], sorted: [] };
}

/** Takes a value; the oldest leaves when the window is full. */
export function addToWindow(window: RankWindow, value: number): void {
  const { arrived, sorted, capacity } = window;
  let place = sorted.length;
  if (arrived.length < capacity) {
    arrived.push(value);
    sorted.push(value);
  } else {
    place = below(sorted, arrived[window.next] ?? 0);
    arrived[window.next] = value;
  }
  window.next = (window.next + 1) % capacity;
  // `place` is free now: its neighbours move over until the value fits.
  while (place > 0 && (sorted[place - 1] ?? 0) > value) sorted[place] = sorted[--place] ?? 0;
  while (place < sorted.length - 1 && (sorted[place + 1] ?? 0) < value) sorted[place] = sorted[++place] ?? 0;
  sorted[place] = value;
}

/** Where a value stands among those in the window, 0 to 100; equal ones count half. Null when the window is empty. */
export function percentileOf(window: RankWindow, value: number): number | null {
  const { sorted } = window;
  if (sorted.length === 0) return null;
  const first = below(sorted, value);
  let last = first;
  while (last < sorted.length && sorted[last] === value) last += 1;
  return ((first + last) / 2 / sorted.length) * 100;
}

/** How many values are smaller. */
function below(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
