/** What panels read out of the state: pure functions from records and figures to the words and shares that are shown. */
export { reasonMissing } from './reason-missing.ts';
export { CopyButton } from './copy-button.tsx';
export { cardSide } from './card-side.ts';
export { useSenderStrategies } from './sender-strategies.ts';
export { useKnownStrategies } from './known-strategies.ts';
export { entriesHeldBy } from './entries.ts';
export { isBegun, isHeldKnown, noRoomWords, roomIn, useNoneHeld } from './known.ts';
export { None } from './none.tsx';
export { inThePast } from './past.ts';
export { planWords } from './plan-words.ts';
export { heldPositions, openProfit, resultR } from './positions.ts';
export { offeredOverrides, overrideRefusal } from './overriding.ts';
export { rowText, type RowCell } from './row-text.ts';
export { shortReason, wholeReason } from './short-reason.ts';
export { headlineOf, reasonLine, tradedCount, u1ScoreOf, u2ScoreOf } from './signal-line.ts';
export { NO_DAY_LIMIT, roomLeft, roomShares, roomWords, type RoomShares } from './room.ts';
export { actorText, meanwhileOf, MODE_WORDS, scopeName } from './labels.ts';
export {
  breakersOf,
  currencyOf,
  digitsOf,
  notClosed,
  STAGE_BUDGET_MS,
  STAGE_NAMES,
  STAGE_ORDER,
  useIsOld,
  useLinkAgeMs,
  useOldReason,
  usePricedSymbols,
  type BreakerRow,
} from './selectors.ts';
export { DecideProposal } from './decide-proposal.tsx';
export { useBeside } from './use-beside.ts';
