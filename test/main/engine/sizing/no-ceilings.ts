import type { SizeRequest } from '#engine/sizing';

/** No ceiling beside risk, room and the broker's: a test names the one that it is about. */
export const NO_CEILINGS = {
  strategyDayRoom: null,
  currencyRoom: null,
  groupRoom: null,
  portfolioRoom: null,
  kellyPercent: null,
  volumeMax: null,
  lotsPerTicket: null,
} as const satisfies Partial<SizeRequest>;
