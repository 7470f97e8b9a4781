/** What closed trades say: sums with their intervals, groups, the line of their sums, days. Pure; each definition names its source. */
export {
  dayOfTrade,
  dayResults,
  monthLater,
  monthOf,
  monthOfDay,
  type DayResult,
  type MonthCell,
  type MonthWeek,
} from './days.ts';
export { controlChart, LIMITS_FROM, type ControlChart } from './control-chart.ts';
export { deflatedSharpe, luckySharpe } from './deflated-sharpe.ts';
export { deepestFall, equityLine, thinned, type EquityStep } from './equity-line.ts';
export { GROUPINGS, groupsOf, SCORE_BAND, type Grouping, type ResultGroup } from './groups.ts';
export { rHistogram, type RBin } from './histogram.ts';
export { meanOf, wilson, type Interval } from './interval.ts';
export { quantileOf } from './quantile.ts';
export type { Result } from './result.ts';
export { FEW_DAYS, returnFigures, returnsOf, type ReturnFigures } from './returns.ts';
export { summaryOf, type Summary } from './summary.ts';
export { tradeFigures, type TradeFigures } from './trade-figures.ts';
export { firmDay, isoDay, openSessions, type PlainDay } from './wall-time.ts';
