/** A stream of numbers in [0, 1). */
export type Chance = () => number;

const GOLDEN = 0x6d2b79f5;

/** Mulberry32 (public domain, T. Ettinger): one 32-bit state, so that it can be saved with an account as a plain number. */
export function draw(state: number): { readonly value: number; readonly next: number } {
  const next = (state + GOLDEN) >>> 0;
  let mixed = Math.imul(next ^ (next >>> 15), next | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return { value: ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296, next };
}

export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    const { value, next } = draw(state);
    state = next;
    return value;
  };
}

/** One 32-bit number from several, so that every symbol and minute has its own independent stream. */
export function hash32(...parts: readonly number[]): number {
  let hash = 0x9e3779b9;
  for (const part of parts) {
    hash = Math.imul(hash ^ (part >>> 0), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash = (hash ^ (hash >>> 16)) >>> 0;
  }
  return hash;
}

/** Standard normal (Box-Muller). `1 - u` keeps the logarithm away from zero. */
export const gaussian = (chance: Chance): number => Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
