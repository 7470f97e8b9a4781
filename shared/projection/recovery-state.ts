import type { RecoveryComponent } from '#shared/config';
import type { AgentId, FaultCode, OldCode } from '#shared/domain';

/** A fault that is being answered. It ends only with verified health. */
export type Recovery = {
  readonly id: string;
  readonly component: RecoveryComponent;
  readonly agent: AgentId;
  readonly subject: string;
  readonly kind: FaultCode | OldCode;
  readonly severity: 'low' | 'medium' | 'high' | 'critical';
  readonly detail: string;
  readonly startedAt: number;
  readonly step: number;
  readonly attempt: number;
  /** When its next step is due. */
  readonly dueAt: number;
  /** What was done last, in words. */
  readonly last: string;
  readonly actions: number;
};
/** One that is over. */
export type Recovered = Pick<
  Recovery,
  'id' | 'component' | 'agent' | 'subject' | 'kind' | 'severity' | 'startedAt' | 'actions' | 'last'
> & {
  readonly verifiedBy: string;
  readonly ms: number;
};
