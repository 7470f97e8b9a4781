import { defineRulebook } from './rulebook.ts';
import { SERVER_MIDNIGHT } from './server-midnight.ts';

/**
 * E8 One: 4 % a day, and a total floor 6 % below the highest closed balance until it reaches the initial capital. The floor
 * moves as soon as profit is booked, and the best day is a share of net profit.
 */
export const E8_ONE = defineRulebook({
  id: 'e8-one',
  title: 'E8 One',
  source: 'https://help.e8markets.com/en/articles/9122280-trailing-drawdown-calculation-and-explanation-for-e8-one-account',
  verifiedOn: '2026-10-04',
  doubts: 'The daily limit is bought with the account: 4 % here, 3 % at fundedwiki (2026-06). Gold has 20 lots a ticket.',
  daily: {
    limitPct: 4,
    limitOf: 'initial',
    anchor: 'balance',
    includesFloating: true,
    action: 'breach',
    reset: SERVER_MIDNIGHT,
  },
  maxLoss: { mode: 'trailing_locked', limitPct: 6, lockOffsetPct: 0, atOnce: true },
  targetPct: null,
  minDays: null,
  bestDay: { pct: 40, of: 'net' },
  // Told by two public summaries of its rules: no more than half of the trades under a minute.
  holding: { seconds: 60, maxSharePct: 50 },
  news: null,
  flatBeforeWeekend: false,
  limits: { lotsPerTicket: 50, openOrders: 100, requestsPerDay: 2_000 },
});
