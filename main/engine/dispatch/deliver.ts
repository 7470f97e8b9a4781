import { AGENT_ROLES, type Lane } from '#shared/domain';
import type { JournalRecord, Message } from '#shared/events';
import { servedBy } from '#engine/controller';
import type { ReadonlyEngine } from '#engine/engine.ts';
import type { Effect } from '#engine/turn.ts';

/** A message not handled by then is dropped: its signal is too old to trade. */
export const MESSAGE_LIFE_MS = 60_000;

/** What a message can be traced back to. */
export type Cause = Pick<JournalRecord, 'seq' | 'at' | 'correlationId'>;

/** Who has to do it, as a role. */
const ROLE_FOR: Readonly<Record<Message['kind'], string>> = {
  evaluate: AGENT_ROLES.owner,
  execute: AGENT_ROLES.orchestrator,
  review: AGENT_ROLES.u5,
};
const NOBODY: ReadonlySet<never> = new Set();

/** A message about a signal to the agent that has the role now. */
export function deliver(
  engine: ReadonlyEngine,
  record: Cause,
  signalId: string,
  kind: Message['kind'],
  priority: Lane,
  deadlineAt = record.at + MESSAGE_LIFE_MS,
): Effect {
  const role = ROLE_FOR[kind];
  const correlationId = engine.cockpit.signals.get(signalId)?.traceId ?? record.correlationId;
  return {
    kind: 'deliver',
    message: {
      id: `m-${record.seq}-${kind}-${signalId}`.slice(0, 128),
      correlationId,
      causationId: String(record.seq),
      from: 'orchestrator',
      role,
      to: servedBy(engine.cockpit, role, record.at, NOBODY).agent,
      pattern: kind === 'review' ? 'notice' : 'request',
      kind,
      priority,
      deadlineAt,
      signalId,
    },
  };
}
