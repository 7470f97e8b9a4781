import { defineStrategy, TARGET_WITH_VOLATILITY } from './define.ts';

/** Trades the M1 return to a level that M5 broke: a pullback within a trend, which needs a level that holds. */
export const m1Retest = defineStrategy({
  id: 'm1_retest',
  pattern: 'M1_BREAK_RETEST',
  timeframe: 'M1',
  impliedByTimeframe: true,
  magic: 2,
  titles: { long: 'M1 break and retest', short: 'M1 retest' },
  noun: 'a retest',
  spellings: ['m1_break_retest'],
  structure: 'retest',
  isDetected: true,
  isByHand: false,
  refusedRegimes: ['high'],
  needsTrend: true,
  targetFactors: TARGET_WITH_VOLATILITY,
  defaults: {
    sessions: ['london'],
    maxRiskPercent: 0.5,
    riskPercent: 0.5,
    maxDailyRiskPercent: 3,
    maxConcurrent: 1,
    minWinRate: 0.75,
    targetRr: 2,
  },
});
