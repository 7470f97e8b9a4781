import { defineRulebook } from './rulebook.ts';
import { SERVER_MIDNIGHT } from './server-midnight.ts';

/**
 * FundedNext Stellar Instant: no daily limit. The floor lies 6 % below the highest balance, follows each closed trade and stays
 * at the initial balance; equity must not fall below it. A payout does not lower it.
 */
export const FUNDEDNEXT_INSTANT = defineRulebook({
  id: 'fundednext-stellar-instant',
  title: 'FundedNext Stellar Instant',
  source:
    'https://help.fundednext.com/en/articles/11641163-what-are-the-daily-loss-limit-and-the-maximum-loss-limit-for-the-stellar-instant-accounts',
  verifiedOn: '2026-11-28',
  doubts: 'Its example lifts the floor with closed trades; whether an open profit lifts it is not said.',
  daily: null,
  dayReset: SERVER_MIDNIGHT,
  maxLoss: { mode: 'trailing_locked', limitPct: 6, lockOffsetPct: 0, atOnce: true },
  targetPct: null,
  minDays: null,
  bestDay: null,
  news: null,
  flatBeforeWeekend: false,
  limits: { lotsPerTicket: null, openOrders: null, requestsPerDay: null },
});
