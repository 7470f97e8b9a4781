/** How many entries each collection keeps, and so what a window has to hold. Entries still in use never leave. */
export const BOUNDS = {
  signals: 2_000,
  pending: 50,
  orders: 4_000,
  positions: 1_000,
  trades: 1_000,
  alarms: 200,
  certificates: 50,
  stops: 50,
  drills: 20,
  notedNews: 200,
  askedEntries: 1_000,
  recoveries: 200,
  recovered: 100,
  recoveryTimes: 200,
  tail: 300,
  decisionsPerSignal: 24,
} as const;
