/** The glossary as types: what a signal, a decision, a position, an outcome is, for every side alike. */
export { machineNews, type MachineNews } from './machine.ts';
export { BAR_TIMEFRAMES, candles, type BarTimeframe, type Candle } from './candle.ts';
export {
  asksAdoption,
  findingTitle,
  JOURNAL_FINDINGS,
  journalFindingCode,
  type JournalFinding,
  type JournalFindingCode,
} from './journal-findings.ts';
export {
  bar,
  directionOf,
  entryPrice,
  epochMs,
  exitPrice,
  newsEvent,
  quote,
  side,
  symbolSpec,
  timeframe,
  TIMEFRAME_MS,
  type AssetClass,
  type Bar,
  type Execution,
  type NewsEvent,
  type Quote,
  type Side,
  type Swap,
  type SymbolSpec,
  type Timeframe,
  type TradeMode,
} from './market.ts';
export { CandlePacker, packedCandles, unpackCandles, type PackedCandles } from './packed-candles.ts';
export {
  isFinal,
  NO_LEVELS,
  signal,
  signalSource,
  TRADERS_OWN,
  signalState,
  type ClaimedLevels,
  type ExitPart,
  type ExitTerms,
  type Signal,
  type SignalManagement,
  type SignalSource,
  type SignalState,
} from './signal.ts';
export { SOURCE_KINDS, sourceKindOf, type SourceKind } from './source-kinds.ts';
export { sourceId } from './source-id.ts';
export {
  allSources,
  approvalOf,
  BUILT_IN_SOURCES,
  isBuiltIn,
  source,
  sourceChange,
  sourceFault,
  sourceNamed,
  sourceOf,
  type Source,
  type SourceChange,
} from './source.ts';
export { DELIVERY_MAX, delivery, deliveryFate, type Delivery, type DeliveryFate } from './delivery.ts';
export {
  reason,
  reasonOf,
  rule,
  stage,
  stageDecision,
  type Criterion,
  type Reason,
  type Stage,
  type StageDecision,
  type Verdict,
} from './decision.ts';
export {
  account,
  accountName,
  isSameAccount,
  type AccountName,
  balanceOperation,
  deal,
  isExit,
  facts,
  link,
  orderRequest,
  outcome,
  probeResult,
  specOf,
  subjectOf,
  subjectsOf,
  terminalSnapshot,
  type Account,
  type BalanceOperation,
  type Deal,
  type Facts,
  type Link,
  type OrderRequest,
  type Outcome,
  type ProbeResult,
  type TerminalSnapshot,
} from './terminal.ts';
export { addressOf, identifierOf, pendingOrder, position, type PendingOrder, type Position } from './position.ts';
export { retcodeSentence, retcodeWords, type RetcodeWords } from './retcode-words.ts';
export { distanceTo, fillPriceOf, PENDING_TYPES, pendingName, pendingTerms, type PendingTerms } from './pending.ts';
export { leaveToAskAgain, NOT_SENT, refusalOf, retcodeClass, retcodeName, type Leave, type RetcodeClass } from './retcodes.ts';
export {
  AGENT_EFFECTS,
  AGENT_ROLES,
  agentId,
  alarm,
  ALARM_ROWS_MAX,
  approvalMode,
  breaker,
  effectClass,
  health,
  lane,
  LANES,
  scopeKey,
  scopeName,
  STAND_INS,
  stopScope,
  tradingState,
  type AgentId,
  type Alarm,
  type AlarmRow,
  type ApprovalMode,
  type Breaker,
  type EffectClass,
  type Health,
  type Lane,
  type StopScope,
  type TradingState,
} from './control.ts';
export { OBSTACLES, obstacleFor, type Obstacle, type ObstacleCode } from './obstacles.ts';
export { type TerminalCaps } from './terminal-caps.ts';
export { dealsProblem, quoteProblem, snapshotProblem } from './sound.ts';
export { managedBy, managedRule, type ManagedBy, type ManagedRule } from './managed.ts';
export { effectOf, ORDER_EFFECTS, type OrderEffect } from './effects.ts';
export {
  ACCOUNT_SIZE,
  AFTER_PAUSE,
  CLOCK_UNCONFIRMED,
  UNSOUND_NUMBERS,
  blockEnd,
  DAY_LOCK,
  repeatedEntriesBlock,
  riskProposal,
  riskSwitch,
  type BlockEnd,
  type BlockKind,
} from './blocks.ts';
export { CLOCK_DOUBTS, CLOCK_SOUND, clockStanding, type ClockDoubt, type ClockStanding } from './clock.ts';
export { hasFollowers, isToldBefore, type AlarmKind } from './alarms.ts';
export { CRITERIA, criterionTitle, type CriterionCode } from './criteria.ts';
export { DOOR, doorTitle, type ProblemCode } from './door.ts';
export { recorded, rowOf, type OldCode } from './codes.ts';
export { FAULTS, faultText, type FaultCode } from './faults.ts';
export { ENDS, reasonTitle, type ReasonCode } from './reasons.ts';
export { includesRole, role, type Role } from './role.ts';
export { apiToken, tokenName, type ApiToken } from './token.ts';
export { REFUSALS, type RefusalClass, type RefusalCode } from './refusals.ts';
export { runMode, type RunMode } from './run-mode.ts';
export { RUN_MODES } from './terminal-table.ts';
export { START_KEYS, startChoice, USUAL_START, type StartChoice, type StartKey } from './start-choice.ts';
export { TERMINAL_KINDS, terminalKind, terminalOf, type TerminalKind } from './terminal-kind.ts';
export { brokerTest, brokerTestStep, type BrokerTest, type BrokerTestStep } from './broker-test.ts';
export { closedTrade, strategyId, type ClosedTrade, type StrategyId } from './trade.ts';
export { TOLERANCES, type Tolerance } from './tolerances.ts';
