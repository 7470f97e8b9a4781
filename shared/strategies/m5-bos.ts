import { defineStrategy, TARGET_WITH_VOLATILITY } from './define.ts';

/** Trades the M5 close beyond a confirmed swing. A break needs movement to run on, and may itself begin a trend. */
export const m5Bos = defineStrategy({
  id: 'm5_bos',
  pattern: 'M5_BOS',
  timeframe: 'M5',
  impliedByTimeframe: true,
  magic: 1,
  titles: { long: 'M5 break of structure', short: 'M5 BOS' },
  noun: 'a break',
  spellings: ['m5_bos'],
  structure: 'break',
  isDetected: true,
  isByHand: false,
  refusedRegimes: ['low'],
  needsTrend: false,
  targetFactors: TARGET_WITH_VOLATILITY,
  defaults: {
    sessions: ['london', 'new_york'],
    maxRiskPercent: 1,
    riskPercent: 0.55,
    maxDailyRiskPercent: 5,
    maxConcurrent: 2,
    minWinRate: 0.7,
    targetRr: 2.5,
  },
});
