import { LANES } from '#shared/domain';
import type { Message } from '#shared/events';

const TO = ['owner', 'orchestrator', 'u5', 'owner'] as const;
const KINDS = ['evaluate', 'execute', 'review', 'evaluate'] as const;

/** Messages of the controller over all four lanes. */
export const messages = (count: number): readonly Message[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `m-${i}-evaluate-signal-${i}`,
    correlationId: `trace-01K2Z${i}`,
    causationId: String(i),
    from: 'orchestrator',
    to: TO[i & 3] ?? 'owner',
    kind: KINDS[i & 3] ?? 'evaluate',
    priority: LANES[(i * 7) & 3] ?? 'normal',
    deadlineAt: 1_754_384_460_000 + i,
    signalId: `tv-20250804-${i}`,
  }));
