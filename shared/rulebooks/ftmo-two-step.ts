import type { Rulebook } from './rulebook.ts';

/**
 * FTMO 2-Step (Challenge, Verification, FTMO Account). The daily floor lies 5 % of the initial capital below the balance
 * at Prague midnight, the total floor at 90 % of the initial capital. The ticket limit is the one traders report.
 */
export const FTMO_TWO_STEP: Rulebook = {
  id: 'ftmo-2-step',
  title: 'FTMO 2-Step',
  source: 'https://academy.ftmo.com/lesson/maximum-daily-loss',
  verifiedOn: '2026-10-04',
  daily: {
    limitPct: 5,
    limitOf: 'initial',
    anchor: 'balance',
    includesFloating: true,
    reset: { zone: 'Europe/Prague', minuteOfDay: 0, name: 'Prague midnight', clock: 'Prague' },
  },
  maxLoss: { mode: 'static_initial', limitPct: 10 },
  targetPct: 10,
  minDays: { count: 4, kind: 'opened' },
  limits: { lotsPerTicket: 50 },
};
