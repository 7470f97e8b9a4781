import { movedClock, systemClock } from '#main/adapters/system/index.ts';
import type { Clock } from '#ports';

/** A Wednesday in summer, 10:00 in London: every market is open, no holiday, hours from any turn of a day. */
export const MARKET_OPEN = '2025-08-06T09:00:00.000Z';

/** Time for tests that trade: it starts on a trading day, whatever the machine's date is, and runs on at real speed. */
export const tradingClock = (): Clock => movedClock(systemClock(), { startMs: Date.parse(MARKET_OPEN), speed: 1 });
