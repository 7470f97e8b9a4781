import type { RecoveryComponent } from '#shared/config';
import { rowOf, type AgentId, type FaultCode, type OldCode } from '#shared/domain';

export type Severity = 'low' | 'medium' | 'high' | 'critical';
export type FaultClass = { readonly component: RecoveryComponent; readonly severity: Severity };

/** By what went wrong, wherever it did. */
const BY_KIND: Readonly<Partial<Record<FaultCode, FaultClass>>> = {
  order_unknown: { component: 'trade_execution', severity: 'high' },
  timeout: { component: 'agent_communication', severity: 'medium' },
  authentication: { component: 'agent_communication', severity: 'critical' },
};

/** By where it went wrong, when the kind says nothing more. */
const BY_AGENT: Readonly<Partial<Record<AgentId, FaultClass>>> = {
  terminal: { component: 'mt5_connection', severity: 'medium' },
  notifier: { component: 'agent_communication', severity: 'low' },
  model: { component: 'signal_processing', severity: 'low' },
  calendar: { component: 'signal_processing', severity: 'low' },
};

/**
 * Which policy a fault falls under and how bad it is. Low: validation, passing trouble. Medium: no answer in time, data that
 * does not fit. High: an order in doubt, a link that does not come back. Critical: nobody may go on as before.
 */
export const classify = (agent: AgentId, kind: FaultCode | OldCode): FaultClass =>
  (agent === 'terminal' && kind === 'timeout' ? BY_AGENT.terminal : rowOf(BY_KIND, kind)) ??
  BY_AGENT[agent] ?? { component: 'signal_processing', severity: 'medium' };
