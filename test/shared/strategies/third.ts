import { defineStrategy, type StrategyDefinition } from '#shared/strategies/define.ts';
import type * as table from '#shared/strategies/table.ts';
import type { Pattern, StrategyKind } from '#shared/strategies';

/** A strategy that exists in tests only: no file of the product names it. */
export const fade = defineStrategy({
  id: 'm5_fade',
  pattern: 'M5_FADE',
  timeframe: 'M5',
  impliedByTimeframe: false,
  magic: 3,
  titles: { long: 'M5 fade of an extreme', short: 'M5 fade' },
  noun: 'a fade',
  spellings: ['m5_fade', 'fade'],
  structure: 'none',
  isDetected: false,
  isByHand: false,
  refusedRegimes: ['low', 'high'],
  needsTrend: false,
  targetFactors: { low: 1, medium: 1, high: 1, unknown: 1 },
  defaults: {
    sessions: ['any'],
    maxRiskPercent: 0.4,
    riskPercent: 0.3,
    maxDailyRiskPercent: 2,
    maxConcurrent: 1,
    minWinRate: 0.6,
    targetRr: 1.5,
  },
});

/** As the product's types would know them once the row is in the product's table. */
export const FADE = fade.id as string as StrategyKind;
export const M5_FADE = fade.pattern as string as Pattern;

type Table = typeof table;

/** The product's table with one row more. Only a mocked module can put it in place, so no product code comes by it. */
export const withThird = (real: Table, third: StrategyDefinition = fade): Table => ({
  ...real,
  STRATEGY_TABLE: [...real.STRATEGY_TABLE, third] as unknown as Table['STRATEGY_TABLE'],
});
