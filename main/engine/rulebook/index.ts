/** A firm's rules applied to the account: floors, the room above them, the day, transfers and progress. */
export { hardFloorOf, peaksOf, roomOf, strategyDayOf } from './account-risk.ts';
export { anchoredAgain } from './anchored-again.ts';
export { balanceAt } from './balance-at.ts';
export { firmMoment, isDayHeld } from './firm-moment.ts';
export { dayWindow } from './day-window.ts';
export { type Peaks, anchorValue, dayFloorOf, totalFloorOf } from './floors.ts';
export { ideaUsed } from './idea-risk.ts';
export { allowsNoMore, keepsConditions } from './no-laxer.ts';
export { progressOf } from './progress.ts';
export { type RoomArgs, roomAt } from './room.ts';
export {
  type EntryRoom,
  type LimitUse,
  type StopShares,
  entryRoom,
  gapBuffer,
  levelAtReset,
  levelAtSwap,
  limitUse,
  nearerFloor,
  stopLevel,
} from './stop-level.ts';
export { idleSince, standingsOf } from './standings.ts';
export { strategyDayUsed } from './strategy-day.ts';
export { swapOfLot } from './swap-due.ts';
export { type Transfers, liftOf, newOperations, transfersOf } from './transfers.ts';
