import type { DayReset } from './daily-loss.ts';

/**
 * Midnight of a server whose week runs from Sunday to Friday 17:00 in New York, as those of nearly all MetaTrader 5 brokers do.
 * It follows New York's change of clocks, not Europe's.
 */
export const SERVER_MIDNIGHT: DayReset = {
  zone: 'America/New_York',
  minuteOfDay: 17 * 60,
  name: "the server's midnight, 17:00 in New York",
  clock: 'New York',
};
