import { defineRulebook } from './rulebook.ts';

/** FundingPips 2-Step: 5 % of the higher of balance and equity at midnight of UTC+3, and 10 % of the initial capital in all. */
export const FUNDINGPIPS_TWO_STEP = defineRulebook({
  id: 'fundingpips-2-step',
  title: 'FundingPips 2-Step',
  source: 'https://github.com/kburrus64-max/prop-firm-rules',
  verifiedOn: '2026-10-04',
  doubts: 'Read in a public collection only, not on a page of the firm.',
  daily: {
    limitPct: 5,
    limitOf: 'anchor',
    anchor: 'higher',
    includesFloating: true,
    action: 'breach',
    // The name's sign is the other way round: Etc/GMT-3 is three hours ahead of UTC, without daylight saving.
    reset: { zone: 'Etc/GMT-3', minuteOfDay: 0, name: 'midnight at UTC+3', clock: 'UTC+3' },
  },
  maxLoss: { mode: 'static_initial', limitPct: 10 },
  targetPct: 8,
  minDays: null,
  bestDay: null,
  news: null,
  flatBeforeWeekend: false,
  limits: { lotsPerTicket: null, openOrders: null, requestsPerDay: null },
});
