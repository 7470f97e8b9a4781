/** The rules an entry has to pass whatever its signal says: room, open risk, halts and blocks. */
export { type RuleNames, entryRules, ruleNames } from './entry-rules.ts';
export { requestsLimit } from './requests-limit.ts';
export { type Standing, standingOf, standingRules } from './standing-rules.ts';
