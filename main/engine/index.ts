/** The pure core: state is built by `fold`, `decide` is the only door in, `follow` says what the world must do. No clock, no I/O, no chance. */
export { agentAdmits, LANE_AGEING_MS, LANE_MAX, Lanes, NO_WATCH, servedBy, type Watch } from './controller/index.ts';
export { createEngine, fold, type Engine, type ReadonlyEngine } from './engine.ts';
export { packEngine, unpackEngine } from './pack.ts';
export { readSignal, type IntakeFacts } from './intake/index.ts';
export { sessionsAt } from './market/index.ts';
export {
  brokerTestCid,
  decide,
  effectOf,
  follow,
  mayLook,
  nextDeadline,
  previewOrder,
  resumeEffects,
  signalOfSetup,
} from './orchestrator/index.ts';
export { performanceView } from './product-owner/index.ts';
export { hardFloorOf, progressOf, roomOf } from './risk/index.ts';
export { modelFeatures } from './u-cells/index.ts';
export type { Answer, Effect, Turn, Verdict } from './turn.ts';
