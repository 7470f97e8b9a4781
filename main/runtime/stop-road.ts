import { scopeKey, type StopScope } from '#shared/domain';
import type { EngineLoop } from './engine-loop.ts';
import type { TurnResult } from './mailbox.ts';
import type { RuntimeOptions } from './options.ts';

export const ACCOUNT: StopScope = { kind: 'account' };
/** A stop as it is asked for; without a scope it is the account's. */
export type StopAsked = { readonly reason: string; readonly flatten: boolean; readonly scope?: StopScope };
export type Stopped = { readonly result: TurnResult; readonly latchedAt: number; readonly certificateId: string | null };

/**
 * The stop's own road: decided, journaled and folded before this returns, ahead of every lane. With a broken journal the
 * latch holds in memory and closing goes on.
 */
export function haltNow(
  loop: EngineLoop,
  { terminal, ids }: RuntimeOptions,
  { reason, flatten, scope = ACCOUNT }: StopAsked,
  actor: string,
): Stopped {
  const snapshot = terminal.snapshot();
  const result = loop.urgent({
    actor,
    correlationId: ids.next('stop'),
    causationId: null,
    make: () => ({
      type: 'halt.asked',
      payload: { reason, flatten, snapshot, ...(scope.kind === 'account' ? {} : { scope }) },
    }),
  });
  const { trading, stops, certificates, lastAt } = loop.engine.cockpit;
  const own = scope.kind === 'account' ? undefined : stops.get(scopeKey(scope));
  const certificateId = own?.certificateId ?? trading.certificateId;
  const latchedAt = certificateId === null ? lastAt : (certificates.get(certificateId)?.latchedAt ?? lastAt);
  return { result, latchedAt, certificateId };
}
