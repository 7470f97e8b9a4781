import { createChance } from '../paper-broker/index.ts';

/** Chance with a name for what is usually asked of it. */
export type Dice = {
  /** In [0, 1). */
  roll(): number;
  /** A whole number from 0 to below `count`. */
  below(count: number): number;
  /** True this often. */
  hits(share: number): boolean;
  pick<const T extends readonly [unknown, ...unknown[]]>(from: T): T[number];
  /** Undefined when there is nothing to pick from. */
  any<T>(from: readonly T[]): T | undefined;
};

/** Each use has its own stream, so that leaving one thing out changes no other. */
export function diceOf(seed: number, stream: number): Dice {
  const chance = createChance((Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(stream + 1, 0x85ebca6b)) >>> 0);
  const below = (count: number): number => Math.floor(chance() * count);
  return {
    roll: chance,
    below,
    hits: (share) => chance() < share,
    pick: (from) => from[below(from.length)] ?? from[0],
    any: (from) => from[below(from.length)],
  };
}
