import type { ReadonlyCockpit } from '#shared/projection';

/** `GET /stop-certificates`, newest first: what each stop was about and how it stands. The whole is at its own address. */
export const certificatesView = ({ certificates }: ReadonlyCockpit): readonly unknown[] =>
  [...certificates.values()].reverse().map(({ id, state, scope, reason, actor, flatten, latchedAt, endedAt, tickets }) => ({
    id,
    state,
    scope: scope ?? { kind: 'account' },
    reason,
    actor,
    flatten,
    latchedAt,
    endedAt,
    tickets: tickets.length,
    residuals: tickets.filter(({ result }) => result === 'residual').length,
  }));
