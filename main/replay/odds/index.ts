/** What else the same trades and days could have become: other orders, more slippage, other draws of the days. Seeded and pure. */
export { daysOf, type DaySlot, type PlayedDay } from './played-days.ts';
export { challengeOdds, type ChallengeOdds } from './challenge.ts';
export { ODDS, oddsOf, type Odds, type OddsTerms } from './odds.ts';
export { ODDS_HELP, ODDS_OPTIONS, oddsTermsOf } from './odds-options.ts';
export { oddsLines } from './odds-text.ts';
