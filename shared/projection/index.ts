/** The cockpit's state and the one reducer that builds it from journal records, in the engine and in every window alike. */
export type { ScopedStop } from './scoped-stop.ts';
export { chargedTo, LATE_MONEY_MS } from './charged-to.ts';
export { calendarBlindness, type CalendarCopy } from './calendar.ts';
export { apply } from './apply.ts';
export { approvalFor } from './approval-for.ts';
export { certificateFile, certificateText } from './certificate-text.ts';
export { isAdopted } from './fold-stops.ts';
export { isOpenOrder, isResting, mayBecome, orderPhase, type OrderPhase } from './order-states.ts';
export { positionNamed } from './position-named.ts';
export { refusedRequest } from './refused-request.ts';
export { mayMove } from './signal-states.ts';
export { failedRules, signalDigest } from './digest.ts';
export { isAlwaysOpen, openMarketNote } from './open-market.ts';
export { emptyCockpit, fork, FULL_RISK, NO_PERFORMANCE, packCockpit, unpackCockpit } from './create.ts';
export { knownStrategies } from './known-strategies.ts';
export { CLOCK_SLEW_MS } from './time-went-back.ts';
export { forwardBy } from './time-went-forward.ts';
export { BOUNDS } from './bounds.ts';
export {
  type AlarmLife,
  type Asked,
  type CockpitState,
  type OrderLife,
  type OrderState,
  type Performance,
  type ReadonlyCockpit,
  type SignalLife,
  type StageCount,
  type StrategyControl,
} from './state.ts';
export type { IntakeCounts, SourceCounts, TurnedAway } from './intake-state.ts';
export { isTheirs, type LedgerPosition, type PositionPlan } from './ledger-position.ts';
export type { TailLine } from './tail-line.ts';
export type { Recovered, Recovery } from './recovery-state.ts';
export { breakerKey, breakerParts, type BreakerKey } from './breaker-key.ts';
export { sourceGap } from './source-gap.ts';
