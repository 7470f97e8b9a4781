/** The glossary as types: what a signal, a decision, a position, an outcome is, for every side alike. */
export {
  bar, directionOf, entryPrice, epochMs, exitPrice, quote, side, symbolSpec, timeframe, TIMEFRAME_MS,
  type Bar, type Quote, type Side, type SymbolSpec, type Timeframe,
} from './market.ts';
export {
  claimedLevels, isFinal, pattern, signal, signalSource, signalState,
  type ClaimedLevels, type Pattern, type Signal, type SignalSource, type SignalState,
} from './signal.ts';
export {
  criterion, reason, reasonOf, stage, stageDecision, verdict,
  type Criterion, type Reason, type Stage, type StageDecision, type Verdict,
} from './decision.ts';
export {
  account, deal, facts, link, orderRequest, outcome, pendingOrder, position, probeResult, specOf, terminalSnapshot,
  type Account, type Deal, type Facts, type Link, type OrderRequest, type Outcome, type PendingOrder, type Position,
  type ProbeResult, type TerminalSnapshot,
} from './terminal.ts';
export {
  AGENT_EFFECTS, AGENT_ROLES, agentId, alarm, alarmLevel, approvalMode, breaker, effectClass, lane, LANES, runMode, tradingState,
  type AgentId, type Alarm, type ApprovalMode, type Breaker, type EffectClass, type Lane, type RunMode, type TradingState,
} from './control.ts';
export { closedTrade, strategyId, type ClosedTrade, type StrategyId } from './trade.ts';
