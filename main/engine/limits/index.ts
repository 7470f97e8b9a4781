/** The rules an entry has to pass whatever its signal says: room, open risk, halts and blocks. */
export { type RuleNames, entryRules, ruleNames, useText } from './entry-rules.ts';
export { heldBack } from './held-back.ts';
export { keptLimits, limitsDue, openCount } from './kept-limits.ts';
export { requestsLimit } from './requests-limit.ts';
export { type TradingStatus, tradingStatusOf, tradingStatusRules } from './trading-status.ts';
