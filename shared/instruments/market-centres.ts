/** A centre whose office hours are a session: its hours by its own clock, in minutes past midnight, Monday to Friday. */
export type MarketCentre = {
  readonly session: 'sydney' | 'tokyo' | 'london' | 'new_york';
  readonly zone: string;
  readonly opens: number;
  readonly closes: number;
};

export const MARKET_CENTRES: readonly MarketCentre[] = [
  { session: 'sydney', zone: 'Australia/Sydney', opens: 8 * 60, closes: 17 * 60 },
  { session: 'tokyo', zone: 'Asia/Tokyo', opens: 9 * 60, closes: 18 * 60 },
  { session: 'london', zone: 'Europe/London', opens: 8 * 60, closes: 17 * 60 },
  { session: 'new_york', zone: 'America/New_York', opens: 8 * 60, closes: 17 * 60 },
];

/** The market is closed from Friday to Sunday at this time in New York, in minutes past midnight. */
export const WEEK_TURN = { zone: 'America/New_York', minutes: 17 * 60 } as const;
