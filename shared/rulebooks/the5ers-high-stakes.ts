import { defineRulebook } from './rulebook.ts';
import { SERVER_MIDNIGHT } from './server-midnight.ts';

/** The5ers High Stakes: 5 % of the higher of balance and equity at the day's start, and 10 % of the initial capital in all. */
export const THE5ERS_HIGH_STAKES = defineRulebook({
  id: 'the5ers-high-stakes',
  title: 'The5ers High Stakes',
  source: 'https://github.com/kburrus64-max/prop-firm-rules',
  verifiedOn: '2026-10-04',
  doubts: 'Read in a public collection only; the reset is taken as the server’s midnight, 17:00 in New York.',
  daily: { limitPct: 5, limitOf: 'anchor', anchor: 'higher', includesFloating: true, action: 'breach', reset: SERVER_MIDNIGHT },
  maxLoss: { mode: 'static_initial', limitPct: 10 },
  targetPct: 8,
  minDays: { count: 3, kind: 'profitable', minPct: 0.5 },
  bestDay: null,
  news: { before: 2, after: 2, includesExits: false },
  flatBeforeWeekend: false,
  limits: { lotsPerTicket: null, openOrders: null, requestsPerDay: null },
});
