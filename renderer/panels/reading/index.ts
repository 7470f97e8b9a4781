/** What panels read out of the state: pure functions from records and figures to the words and shares that are shown. */
export { actorText } from './actor.ts';
export { breakersOf, notClosed, type BreakerRow } from './breakers.ts';
export { currencyOf, digitsOf } from './symbol.ts';
export { useKnownStrategies } from './known-strategies.ts';
export { usePricedSymbols } from './priced-symbols.ts';
export { heldPositions, openProfit, resultR } from './positions.ts';
export { offeredOverrides, overrideRefusal } from './overriding.ts';
export { reasonLine, scoreOf, tradedCount } from './signal-line.ts';
export { roomShares, roomWords, type RoomShares } from './room.ts';
export { STAGE_BUDGET_MS, STAGE_ORDER } from './stages.ts';
export { useIsOld, useLinkAgeMs } from './staleness.ts';
export { scopeName } from './scope.ts';
