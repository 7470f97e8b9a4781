import { scopeKey, type StopScope, type TerminalSnapshot } from '#shared/domain';
import type { Certificate, Decision, Payload } from '#shared/events';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { decided, refused, type Turn, type Verdict } from '#engine/turn.ts';
import { approvalEnded } from '#engine/stages.ts';
import { moveSignal } from '#engine/move-signal.ts';
import { advance, ended, step, stepOnce } from './stop-progress.ts';
import { ACCOUNT, covers, scopeOf, scopeText, standingStop } from './stop-scope.ts';

/** Stops of symbols and strategies that stand at once. Fewer than the certificates kept, so that the account's always has its own. */
const SCOPES_MAX = 40;

/**
 * The latch: from this turn on no entry of the scope is decided. Then, in the same turn, what waits is withdrawn and the
 * cancels and closes are intended. Asking again changes nothing, except that a later `flatten` is added to a plain halt.
 */
export function halt(engine: ReadonlyEngine, turn: Turn, asked: Payload<'halt.asked'>): Verdict {
  const { reason, flatten, snapshot, scope } = bounded(engine, asked);
  const standing = standingStop(engine.cockpit, scope);
  const current = standing === null ? undefined : engine.cockpit.certificates.get(standing);
  // A stop that gave up on something is asked again in earnest: a new one, with new attempts.
  const isStanding = current !== undefined && !(current.state === 'residual' && flatten);
  if (isStanding && (current.flatten || !flatten)) return decided();

  const id = isStanding ? current.id : `stop-${turn.at.toString(36)}-${turn.seq}`;
  const latch: Decision =
    scope.kind === 'account'
      ? { type: 'trading.changed', payload: { to: 'halted', reason, actor: turn.actor, certificateId: id } }
      : { type: 'stop.latched', payload: { scope, reason, actor: turn.actor, certificateId: id } };
  const begun: Certificate = isStanding
    ? {
        ...current,
        flatten,
        endedAt: null,
        state: 'flattening',
        steps: step(current.steps, 'flatten', turn.at, 'Closing of all positions was added'),
      }
    : {
        id,
        reason,
        actor: turn.actor,
        flatten,
        state: 'latched',
        latchedAt: turn.at,
        endedAt: null,
        tickets: [],
        steps: step([], 'latched', turn.at, `New entries of ${scopeText(scope)} are refused from here on`),
        scope,
      };
  const withdrawn = withdrawCovered(engine, turn, begun);
  const count = withdrawn.filter(({ type }) => type === 'approval.resolved').length;
  const waiting =
    count === 0 ? begun : { ...begun, steps: step(begun.steps, 'withdrawn', turn.at, `${count} pending approvals withdrawn`) };
  const { certificate, orders } = advance(engine, turn, waiting, snapshot, null);
  return decided(latch, ...withdrawn, ...orders, { type: 'stop.progressed', payload: { certificate } });
}

/**
 * A halt is never refused. Where more scopes are stopped than are kept apart, the next one stops the account's entries; it
 * closes nothing beyond what was asked for, and says so.
 */
function bounded(
  { cockpit: { stops } }: ReadonlyEngine,
  { scope = ACCOUNT, ...asked }: Payload<'halt.asked'>,
): Payload<'halt.asked'> & { readonly scope: StopScope } {
  if (scope.kind === 'account' || stops.has(scopeKey(scope)) || stops.size < SCOPES_MAX) return { ...asked, scope };
  const rest = asked.flatten ? 'nothing was closed: close its positions by hand or flatten the account' : 'nothing is closed';
  const reason = `${asked.reason} (stop of ${scopeText(scope)}: ${stops.size} stops stand already, so all entries end; ${rest})`;
  return { ...asked, scope: ACCOUNT, flatten: false, reason: reason.slice(0, 500) };
}

/**
 * Each fresh look moves every unfinished stop on: closes what appeared, repeats what was refused, counts clean looks.
 * `closedNow` are the tickets whose end the same look explains.
 */
export function continueStops(
  engine: ReadonlyEngine,
  turn: Turn,
  snapshot: TerminalSnapshot | null,
  closedNow: ReadonlySet<string>,
): readonly Decision[] {
  return [...engine.cockpit.certificates.values()].flatMap((before): Decision[] => {
    if (ended(before)) return [];
    const { certificate, orders } =
      snapshot === null
        ? { certificate: unreachable(engine, turn, before), orders: [] }
        : advance(engine, turn, before, snapshot, closedNow);
    const isSame = JSON.stringify(certificate) === JSON.stringify(before);
    return isSame ? [...orders] : [...orders, { type: 'stop.progressed', payload: { certificate } }];
  });
}

function unreachable(_engine: ReadonlyEngine, turn: Turn, before: Certificate): Certificate {
  const text = 'The terminal cannot be reached: cancels and closes follow as soon as it answers. Stops at the broker still hold';
  return { ...before, lastCleanAt: null, steps: stepOnce(before.steps, 'waiting', turn.at, text) };
}

/** A stop of a symbol or a strategy is lifted by hand alone, and only once it has ended. */
export function liftStop(
  engine: ReadonlyEngine,
  turn: Turn,
  { scope, reason }: { readonly scope: NonNullable<Certificate['scope']>; readonly reason: string },
): Verdict {
  const standing = scope.kind === 'account' ? undefined : engine.cockpit.stops.get(scopeKey(scope));
  if (standing === undefined) return refused('not_stopped', `There is no stop of ${scopeText(scope)} to lift`);
  const certificate = engine.cockpit.certificates.get(standing.certificateId);
  if (certificate !== undefined && !ended(certificate))
    return refused('stop_unfinished', `The stop ${certificate.id} of ${scopeText(scope)} is not finished`);
  return decided({ type: 'stop.lifted', payload: { scope, by: turn.actor, reason } });
}

/**
 * Waiting approvals end with the halt: nothing may be executed by a countdown afterwards. One whose countdown ends in this very turn
 * ends by that; what it lets through meets the halt.
 */
function withdrawCovered(engine: ReadonlyEngine, turn: Turn, certificate: Certificate): readonly Decision[] {
  const scope = scopeOf(certificate);
  const isOver = (expiresAt: number): boolean => turn.input.type === 'time.reached' && turn.at >= expiresAt;
  return [...engine.cockpit.pending.values()].flatMap(({ signalId, symbol, strategyId, expiresAt }): Decision[] =>
    covers(scope, symbol, strategyId) && !isOver(expiresAt)
      ? [
          ...approvalEnded(engine, turn, { signalId, how: 'withdrawn', by: turn.actor, reason: 'trading was halted' }),
          moveSignal(signalId, 'cancelled', 'halted', 'Trading was halted while the approval was pending'),
        ]
      : [],
  );
}
