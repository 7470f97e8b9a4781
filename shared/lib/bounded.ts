import { assert } from './assert.ts';

/**
 * Puts a value into a map that holds at most `max` entries; when full, the entry that has been there longest leaves.
 * `mayLeave` protects entries that are still needed; if none may leave, the map grows past `max` rather than lose one,
 * so the caller must bound the protected ones by other means.
 */
export function setBounded<K, V>(
  map: Map<K, V>,
  key: K,
  value: V,
  max: number,
  mayLeave: (value: V) => boolean = () => true,
): void {
  assert(max > 0, 'a bounded map has room for one');
  if (map.size >= max && !map.has(key)) {
    for (const [oldKey, oldValue] of map) {
      if (!mayLeave(oldValue)) continue;
      map.delete(oldKey);
      break;
    }
  }
  map.set(key, value);
}

/** A copy of `items` with `item` at the end, the oldest dropped past `max`. For short lists only: it copies. */
export function appended<T>(items: readonly T[], item: T, max: number): readonly T[] {
  return items.length < max ? [...items, item] : [...items.slice(items.length - max + 1), item];
}
