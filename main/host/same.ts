/**
 * True when two states say the same: equal values, and maps, sets and lists in the same order. Much cheaper than comparing
 * their texts; parts that are one and the same object are not looked into.
 */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && sameList(a, b);
  if (ArrayBuffer.isView(a)) return ArrayBuffer.isView(b) && sameList(a as unknown as unknown[], b as unknown as unknown[]);
  if (a instanceof Map) return b instanceof Map && a.size === b.size && sameEntries(a, b);
  if (a instanceof Set) return b instanceof Set && a.size === b.size && sameList([...a], [...b]);
  return sameFields(a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>);
}

function sameList(a: ArrayLike<unknown>, b: ArrayLike<unknown>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (!same(a[i], b[i])) return false;
  return true;
}

function sameEntries(a: ReadonlyMap<unknown, unknown>, b: ReadonlyMap<unknown, unknown>): boolean {
  const others = b.entries();
  for (const [key, value] of a) {
    const other = others.next().value;
    if (other === undefined || !same(key, other[0]) || !same(value, other[1])) return false;
  }
  return true;
}

/** A member that is undefined is one that is not there, as in JSON. */
function sameFields(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  for (const key in a) if (!same(a[key], b[key])) return false;
  for (const key in b) if (b[key] !== undefined && a[key] === undefined) return false;
  return true;
}
