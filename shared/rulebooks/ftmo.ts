import type { DailyLoss } from './daily-loss.ts';
import { defineRulebook } from './rulebook.ts';

const DAILY: DailyLoss = {
  limitPct: 5,
  limitOf: 'initial',
  anchor: 'balance',
  includesFloating: true,
  action: 'breach',
  reset: { zone: 'Europe/Prague', minuteOfDay: 0, name: 'Prague midnight', clock: 'Prague' },
};

/**
 * FTMO 2-Step (Challenge, Verification, FTMO Account). The daily floor lies 5 % of the initial capital below the balance
 * at Prague midnight, the total floor at 90 % of the initial capital. The ticket, order
 * and request limits are those traders report; no page of FTMO states them.
 */
export const FTMO_TWO_STEP = defineRulebook({
  id: 'ftmo-2-step',
  title: 'FTMO 2-Step',
  source: 'https://academy.ftmo.com/lesson/maximum-daily-loss',
  verifiedOn: '2026-10-04',
  doubts: 'A public data set of 2026-09 lets the floor in all follow the balance by day; FTMO’s own pages have it standing.',
  daily: DAILY,
  maxLoss: { mode: 'static_initial', limitPct: 10 },
  targetPct: 10,
  minDays: { count: 4, kind: 'opened', minPct: 0 },
  bestDay: null,
  news: null,
  flatBeforeWeekend: false,
  limits: { lotsPerTicket: 50, openOrders: 200, requestsPerDay: 2_000 },
});

/** The second step: half the target. */
export const FTMO_VERIFICATION = defineRulebook({
  ...FTMO_TWO_STEP,
  id: 'ftmo-2-step-verification',
  title: 'FTMO Verification',
  targetPct: 5,
});

/** The funded account, Swing: no target, no days to fill, news and weekends allowed. */
export const FTMO_SWING = defineRulebook({
  ...FTMO_TWO_STEP,
  id: 'ftmo-swing',
  title: 'FTMO Account Swing',
  targetPct: null,
  minDays: null,
});

/** The funded account, Standard: no deals from two minutes before to two after listed news, stops and targets included, and flat before the weekend. */
export const FTMO_STANDARD = defineRulebook({
  ...FTMO_SWING,
  id: 'ftmo-standard',
  title: 'FTMO Account Standard',
  source: 'https://ftmo.com/en/faq/do-i-have-to-close-my-positions-overnight',
  news: { before: 2, after: 2, includesExits: true },
  flatBeforeWeekend: true,
});

/** FTMO 1-Step: 3 % a day, and a total floor that follows the highest balance at Prague midnight. */
export const FTMO_ONE_STEP = defineRulebook({
  ...FTMO_TWO_STEP,
  id: 'ftmo-1-step',
  title: 'FTMO 1-Step',
  source: 'https://ftmo.com/au/?p=1671',
  doubts: 'The page names no lock of the floor in all; the daily limit was read elsewhere.',
  daily: { ...DAILY, limitPct: 3 },
  maxLoss: { mode: 'trailing_eod', limitPct: 10 },
  targetPct: 10,
  minDays: null,
  bestDay: { pct: 50, of: 'winning' },
});
