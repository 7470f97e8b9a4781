/** The rules an entry has to pass whatever its signal says: room, open risk, halts and blocks. */
export { type RuleNames, entryRules, ruleNames } from './entry-rules.ts';
export { requestsLimit } from './requests-limit.ts';
export { type TradingStatus, tradingStatusOf, tradingStatusRules } from './trading-status.ts';
