/** Whether `asked` allows more than `was`. */
type AllowsMore = (was: unknown, asked: unknown) => boolean;

const larger: AllowsMore = (was, asked) => Number(asked) > Number(was);
const smaller: AllowsMore = (was, asked) => Number(asked) < Number(was);
const becomes =
  (value: unknown): AllowsMore =>
  (was, asked) =>
    asked === value && was !== value;
const loses: AllowsMore = (was, asked) =>
  Array.isArray(was) && Array.isArray(asked) && was.some((item: unknown) => !asked.includes(item));
const gains: AllowsMore = (was, asked) => loses(asked, was);

/**
 * Every key of the configuration that bounds what may be lost or opened, and when another value of it allows more. `*` is any
 * strategy. The rulebook is compared as a whole, by what its rules allow. What is not here (symbols, sessions, targets, approvals,
 * the door, recovery) widens no limit.
 */
export const GUARDED_KEYS: Readonly<Record<string, AllowsMore>> = {
  'strategies.*.enabled': becomes(true),
  'strategies.*.riskPercent': larger,
  'strategies.*.maxRiskPercent': larger,
  'strategies.*.maxDailyRiskPercent': larger,
  'strategies.*.maxConcurrent': larger,
  'strategies.*.minWinRate': smaller,
  'cells.u1.minScore': smaller,
  'cells.u1.unseenStructure': becomes('flag'),
  'cells.u2.minProbability': smaller,
  'cells.u2.minConfidence': smaller,
  'cells.u3.minRr': smaller,
  'cells.u3.maxOpenPositions': larger,
  'cells.u3.onePositionPerSymbol': becomes(false),
  'cells.u3.opposite': becomes('allow'),
  'cells.u3.kellyShare': larger,
  'cells.u3.maxGroupRisk': larger,
  'cells.u3.maxEffectiveRisk': larger,
  'limits.maxSpreadOfStop': larger,
  'limits.maxSpreadOfMedian': larger,
  'limits.maxQuoteAgeMs': larger,
  'limits.maxClockSkewMs': larger,
  'limits.collarPct': larger,
  'limits.collarAtr': larger,
  'limits.maxLotsPerOrder': larger,
  'limits.maxLotsPerSymbol': larger,
  'limits.maxLotsPerDay': larger,
  'limits.maxLeverage': larger,
  'limits.maxLeveragePerDay': larger,
  'limits.maxEntriesPerMinute': larger,
  'limits.pendingMinutes': larger,
  'limits.pendingsKeptAt': gains,
  'limits.maxRequestsPerDay': larger,
  'limits.repeatedEntries': larger,
  'limits.repeatedWithinMs': smaller,
  'paper.commissionPerLot': smaller,
  'paper.slippagePoints': smaller,
  'mt5.commissionPerLot': smaller,
  'mt5.slippagePoints': smaller,
  'mt5.maxLots': larger,
  'mt5.maxPositions': larger,
  'calendar.newsMinutes': smaller,
  'calendar.maxAgeHours': larger,
  'calendar.whenStale': becomes('allow'),
  'calendar.rolloverMinutes': smaller,
  'calendar.fridayCloseMinutes': smaller,
  'calendar.sundayOpenMinutes': smaller,
  'calendar.weekendFlatMinutes': smaller,
  'calendar.holidays': loses,
};
