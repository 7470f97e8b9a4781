/** What a replay's trades and refusals say: figures, excursions, and what refused signals would have made. Pure. */
export { Excursions } from './excursions.ts';
export { Shadows, type Shadow } from './shadows.ts';
export { priceCosts } from './trade-costs.ts';
export { dailyReturns, statisticsOf, type RefusedFor, type ReplayGrouping, type Statistics } from './statistics.ts';
