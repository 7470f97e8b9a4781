/** Orders and positions as facts: intents and their outcomes, deals, and the ledger held against the terminal's own snapshots. */
export { takeAnswer, takeProbe, takeProgress } from './answers.ts';
export { missingEntries, restingEntries } from './resting.ts';
export { takeWithheld } from './withheld.ts';
export { ATTEMPTS_MAX, nextAttempt, triesFor, type Next } from './closing.ts';
export { mayBeOrdered, ordersBut } from './requotes.ts';
export { makeClientOrderId } from './client-order-id.ts';
export { intendEnding, type Asker, type Ending } from './ending.ts';
export { intendLevels, levelTriesFor, underWay, type Levels } from './levels.ts';
export { lateMoney, unsettledTrades } from './late-money.ts';
export { reconcile, takeDeal } from './reconcile.ts';
export { partOf } from './part-of.ts';
export { lotsNow } from './volume-explained.ts';
export { LOTS_NOISE } from './legs.ts';
