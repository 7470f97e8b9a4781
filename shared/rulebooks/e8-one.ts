import { defineRulebook } from './rulebook.ts';
import { SERVER_MIDNIGHT } from './server-midnight.ts';

/** E8 One: 4 % a day, and a total floor 6 % below the highest closed balance until it reaches the initial capital. */
export const E8_ONE = defineRulebook({
  id: 'e8-one',
  title: 'E8 One',
  source: 'https://github.com/kburrus64-max/prop-firm-rules',
  verifiedOn: '2026-10-04',
  daily: {
    limitPct: 4,
    limitOf: 'initial',
    anchor: 'balance',
    includesFloating: true,
    action: 'breach',
    reset: SERVER_MIDNIGHT,
  },
  maxLoss: { mode: 'trailing_locked', limitPct: 6, lockOffsetPct: 0 },
  targetPct: null,
  minDays: null,
  bestDay: { pct: 40 },
  news: null,
  flatBeforeWeekend: false,
  limits: { lotsPerTicket: 50, openOrders: 100, requestsPerDay: 2_000 },
});
