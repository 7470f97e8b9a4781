import type { ReadonlyCockpit } from '#shared/projection';

/** The new state with the old collections put back where nothing in them changed, so that panels can compare by identity. */
export function shareUnchanged(before: ReadonlyCockpit, after: ReadonlyCockpit): ReadonlyCockpit {
  const settled = { ...after } as Record<string, unknown>;
  const old = before as unknown as Record<string, unknown>;
  for (const [key, value] of Object.entries(after)) {
    const was = old[key];
    if (value instanceof Map && was instanceof Map && sameEntries(was, value)) settled[key] = was;
  }
  return settled as ReadonlyCockpit;
}

function sameEntries(one: ReadonlyMap<unknown, unknown>, other: ReadonlyMap<unknown, unknown>): boolean {
  if (one.size !== other.size) return false;
  const others = other.entries();
  for (const [key, value] of one) {
    const next = others.next();
    if (next.done === true || next.value[0] !== key || next.value[1] !== value) return false;
  }
  return true;
}

/** `after`, made of `before`'s parts wherever they say the same: a frame that repeats itself repaints nothing. */
export function structuralShare<T>(before: unknown, after: T): T {
  if (Object.is(before, after)) return after;
  if (typeof before !== 'object' || typeof after !== 'object' || before === null || after === null) return after;
  if (Array.isArray(before) !== Array.isArray(after)) return after;
  const old = before as Readonly<Record<string, unknown>>;
  const keys = Object.keys(after);
  let same = keys.length === Object.keys(old).length;
  const made: Record<string, unknown> | unknown[] = Array.isArray(after) ? [] : {};
  for (const key of keys) {
    const part = structuralShare(old[key], (after as Readonly<Record<string, unknown>>)[key]);
    (made as Record<string, unknown>)[key] = part;
    if (!Object.is(part, old[key]) || !Object.hasOwn(old, key)) same = false;
  }
  return (same ? before : made) as T;
}
