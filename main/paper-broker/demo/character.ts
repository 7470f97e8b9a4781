/** How one symbol of the demo market moves. A unit is its typical step: about a pip of EURUSD in London hours. */
export type Character = {
  readonly symbol: string;
  /** First price of an account that has never seen one: levels of summer 2025. */
  readonly price: number;
  /** One unit as a share of the price. */
  readonly unit: number;
  /** +1 rises with the dollar, -1 falls with it. */
  readonly dollar: 1 | -1;
  /** Share of a minute's variance that the whole market has in common. */
  readonly common: number;
  /** Chance that a phase follows the dollar rather than its own mind. */
  readonly follows: number;
  /** Spread in points in the best hours. */
  readonly spreadPoints: number;
};

const EURUSD: Character = {
  symbol: 'EURUSD',
  price: 1.1572,
  unit: 0.000105 / 1.1572,
  dollar: -1,
  common: 0.7,
  follows: 0.95,
  spreadPoints: 6,
};

/** The four symbols. EURUSD and GBPUSD move together, USDJPY mostly against them, gold loosely with them. */
export const CHARACTERS: readonly Character[] = [
  EURUSD,
  { symbol: 'GBPUSD', price: 1.329, unit: 0.000122 / 1.329, dollar: -1, common: 0.7, follows: 0.92, spreadPoints: 9 },
  { symbol: 'USDJPY', price: 147.5, unit: 0.0118 / 147.5, dollar: 1, common: 0.55, follows: 0.85, spreadPoints: 8 },
  { symbol: 'XAUUSD', price: 3360, unit: 0.45 / 3360, dollar: -1, common: 0.35, follows: 0.65, spreadPoints: 18 },
];
