/** Seeded chance for the paper terminal: the same seed gives the same fills and the same prices on every machine. */
export { createChance, draw, gaussian, hash32, type Chance } from './seeded.ts';
