/** Volatility of each UTC hour, London morning = 1: quiet Asia, two London waves, the New York overlap, a dead late evening. */
const ACTIVITY = [
  0.66, 0.7, 0.66, 0.62, 0.62, 0.66, 0.8, 1, 1.05, 1, 0.92, 0.9, 1.05, 1.2, 1.2, 1.1, 0.95, 0.82, 0.72, 0.66, 0.6, 0.55, 0.55,
  0.6,
] as const;

/** Spread of each UTC hour, London = 1: wide around the change of the day, a little wider in Asia. */
const SPREAD = [1.5, 1.4, 1.4, 1.4, 1.4, 1.3, 1.2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1.1, 1.2, 1.3, 1.5, 1.8, 3, 2.2, 1.7] as const;

/** Volatility at a moment, moving from hour to hour without steps. */
export const activityAt = (atMs: number): number => between(ACTIVITY, atMs);
/** The widest of Asia's hours: a market that never closes has no turn of the day, around which spreads are several times as wide. */
const SPREAD_WITHOUT_TURN = 1.5;

/** How many times wider the spread is than in the best hours. */
export const spreadAt = (atMs: number, hasTurn: boolean): number =>
  Math.min(between(SPREAD, atMs), hasTurn ? Number.POSITIVE_INFINITY : SPREAD_WITHOUT_TURN);

/** Hours of the table stand for their middle. */
function between(table: readonly number[], atMs: number): number {
  const hours = (((atMs / 3_600_000 - 0.5) % 24) + 24) % 24;
  const hour = Math.floor(hours);
  const from = table[hour] ?? 1;
  const to = table[(hour + 1) % 24] ?? 1;
  return from + (to - from) * (hours - hour);
}
