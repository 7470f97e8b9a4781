import type { Breaker } from '#shared/domain';

/** A copy of a value with the moments under these keys moved; what is no number stays. */
export type Mover = <T extends object>(value: T, ...keys: readonly (keyof T)[]) => T;

export const moverBy =
  (shift: (ms: number) => number): Mover =>
  (value, ...keys) => {
    const out = { ...value };
    for (const key of keys) if (typeof value[key] === 'number') out[key] = shift(value[key]) as (typeof out)[typeof key];
    return out;
  };

/** Every value of a map replaced. */
export function each<K, V>(map: Map<K, V>, change: (value: V) => V): void {
  for (const [key, value] of map) map.set(key, change(value));
}

/** What a breaker waits for, or counts from. */
export function movedBreaker(breaker: Breaker, moved: Mover): Breaker {
  if (breaker.state === 'OPEN') return moved(breaker, 'reopensAt');
  return breaker.state === 'CLOSED' ? moved(breaker, 'failingSince') : breaker;
}
