/** What is known of symbols at large: their names at brokers, what kind of thing they are, what one pip is, when they are traded. */
export { classOf, instrumentNamed, isPairOfMoney } from './class-of.ts';
export { namesOf } from './known.ts';
export { MARKET_CENTRES, WEEK_TURN, type MarketCentre } from './market-centres.ts';
export { newYorkLagHours } from './new-york.ts';
export { isOfficeHour, isWeekShut, sessionsOpen, wallTimeOf, type WallTime } from './open-sessions.ts';
export { pipOf } from './pip.ts';
export { opensNext, weekOf } from './sessions.ts';
export { entryRefusal } from './trade-mode.ts';
export { variantOf } from './variant.ts';
