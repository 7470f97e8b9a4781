/** Timeframes that setups are made on. */
export const TIMEFRAMES = ['M1', 'M5'] as const;
export type TradedTimeframe = (typeof TIMEFRAMES)[number];

/** How lively a market is, measured against its own recent past; `unknown` while too few candles were seen. */
export const REGIMES = ['low', 'medium', 'high', 'unknown'] as const;
export type Regime = (typeof REGIMES)[number];

/** Office hours a strategy may be held to; `any` holds it to none. */
export const SESSIONS = ['london', 'new_york', 'tokyo', 'sydney', 'any'] as const;
export type SessionName = (typeof SESSIONS)[number];
