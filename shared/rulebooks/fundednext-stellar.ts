import { defineRulebook } from './rulebook.ts';
import { SERVER_MIDNIGHT } from './server-midnight.ts';

/** FundedNext Stellar 2-Step: 5 % of the initial capital below the day's first balance, and 10 % in all. */
export const FUNDEDNEXT_STELLAR = defineRulebook({
  id: 'fundednext-stellar-2-step',
  title: 'FundedNext Stellar 2-Step',
  source: 'https://github.com/kburrus64-max/prop-firm-rules',
  verifiedOn: '2026-10-04',
  doubts: 'Read in a public collection; its help page 9941519 says the same limits, and a reset at 00:00 of the server.',
  daily: { limitPct: 5, limitOf: 'initial', anchor: 'balance', includesFloating: true, action: 'breach', reset: SERVER_MIDNIGHT },
  maxLoss: { mode: 'static_initial', limitPct: 10 },
  targetPct: 8,
  minDays: { count: 5, kind: 'opened', minPct: 0 },
  bestDay: null,
  news: null,
  flatBeforeWeekend: false,
  limits: { lotsPerTicket: null, openOrders: null, requestsPerDay: null },
});
