/** The message control plane: four lanes, and a breaker before every agent, per effect class. */
export { admits, BREAKER_LIMITS, breakerAt, CLOSED_BREAKER, isolated, isProbing } from './breaker.ts';
export { afterCall, admitted } from './breaker.ts';
export {
  agentAdmits,
  agentRule,
  answeredCall,
  blockedText,
  breakerOf,
  callAgent,
  moved,
  NO_OBSERVER,
  outgoing,
  type CallResult,
  type CallObserver,
} from './call.ts';
export { agentsOf, servedBy, type Served } from './roles.ts';
export { LANE_AGEING_MS, LANE_MAX, Lanes, type LaneView } from './lanes.ts';
