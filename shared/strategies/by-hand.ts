import { defineStrategy } from './define.ts';

/**
 * Orders that the trader makes by hand: no setup of a pattern, so our candles have nothing to show for it and no sender can name
 * it. It has a risk, limits, results and a magic number of its own, like any other strategy.
 */
export const byHand = defineStrategy({
  id: 'by_hand',
  pattern: 'BY_HAND',
  timeframe: 'M5',
  impliedByTimeframe: false,
  magic: 60,
  titles: { long: 'Orders by hand', short: 'By hand' },
  noun: 'an order by hand',
  spellings: [],
  structure: 'none',
  isDetected: false,
  isByHand: true,
  refusedRegimes: [],
  needsTrend: false,
  targetFactors: { low: 1, medium: 1, high: 1, unknown: 1 },
  defaults: {
    sessions: ['any'],
    maxRiskPercent: 1,
    riskPercent: 0.5,
    maxDailyRiskPercent: 3,
    maxConcurrent: 3,
    minWinRate: 0,
    targetRr: 2,
  },
});
