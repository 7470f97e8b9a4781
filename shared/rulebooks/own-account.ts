import { defineRulebook } from './rulebook.ts';
import { SERVER_MIDNIGHT } from './server-midnight.ts';

/** No firm: limits to keep oneself to on an account of one's own. */
export const OWN_ACCOUNT = defineRulebook({
  id: 'own-account',
  title: 'Own account',
  source: 'no firm: a day of 3 % and 15 % from the highest balance, to be changed as you like',
  verifiedOn: '2026-11-27',
  daily: {
    limitPct: 3,
    limitOf: 'anchor',
    anchor: 'balance',
    includesFloating: true,
    action: 'pause',
    reset: SERVER_MIDNIGHT,
  },
  maxLoss: { mode: 'trailing_eod', limitPct: 15, lowersWithWithdrawals: true },
  targetPct: null,
  minDays: null,
  bestDay: null,
  news: null,
  flatBeforeWeekend: false,
  limits: { lotsPerTicket: null, openOrders: null, requestsPerDay: null },
});
