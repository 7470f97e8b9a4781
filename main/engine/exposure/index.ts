/** What is held and what is on its way: positions, reserved entries, the risk of each, and which of them are the same bet. */
export { type Bet, type Correlation, betsOf } from './bets.ts';
export { SHARED_LEG_TRADES, isSameBet, movesTogether, sameBetRisk } from './currency-bet.ts';
export { besideGroup, countOf, exposureBy, exposureIn, exposureOf } from './exposure.ts';
export { withLedger } from './held.ts';
export { currencyLegs, legOf } from './legs.ts';
export { lossAtStop, openRiskOf } from './open-risk.ts';
export { lotsOneWay, lotsOpen } from './lots-open.ts';
export { effectiveRisk, effectiveRiskWithout, portfolioRoom } from './portfolio-risk.ts';
export { openEntries, otherOrders, reservedOf } from './reserved.ts';
export { groupOf, groupRisk, type SymbolGroup } from './symbol-group.ts';
