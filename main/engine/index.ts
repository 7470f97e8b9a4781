/** The pure core: state is built by `fold`, `decide` is the only door in, `follow` says what the world must do. No clock, no I/O, no chance. */
export { agentAdmits, LANE_AGEING_MS, LANE_MAX, Lanes, NO_OBSERVER, servedBy, type CallObserver } from '#engine/controller';
export { createEngine, fold, type Engine, type ReadonlyEngine } from './engine.ts';
export { packEngine, unpackEngine } from './pack.ts';
export { idsOf, readSignals, type IntakeFacts, type ReadSignal } from '#engine/intake';
export { isMoveDue, nextStep, previewPosition, turnsOf, type Turns } from '#engine/management';
export { foldBar, nextSessionStart, recentCandles, sessionsAt, structureView, zoneOffsetMs } from '#engine/market';
export {
  brokerTestOrderId,
  entrySignalOf,
  exposureNow,
  judgeAgain,
  previewOrder,
  previewReversal,
  rulebookRefusal,
  trySignal,
  type Judgement,
  type SignalTrial,
} from '#engine/operator';
export {
  decide,
  effectsOf,
  effectsOnRestart,
  mayReadTerminal,
  nextDeadline,
  quietUntil,
  reasonToWithhold,
  showsTheSame,
} from '#engine/dispatch';
export { signalOfSetup } from '#engine/saga';
export { performanceView } from '#engine/product-owner';
export { hardFloorOf, progressOf, roomOf, standingsOf } from '#engine/rulebook';
export { modelFeatures, slippagePips } from '#engine/u-cells';
export { heldBack } from '#engine/limits';
export { clockWords } from '#engine/time';
export type { Answer, Effect, Turn, Verdict } from './turn.ts';
export { lateMoney, missingEntries, unsettledTrades } from '#engine/orders';
