import { addressOf, identifierOf, type Position, type TerminalSnapshot } from '#shared/domain';
import type { Certificate, Decision } from '#shared/events';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { ATTEMPTS_MAX, type Next } from '#engine/orders';
import type { Turn } from '#engine/turn.ts';
import { isInScope, scopeOf } from './stop-scope.ts';
import { ask, keyOfEnding, ticketsNow, type Target } from './stop-tickets.ts';

type Step = Certificate['steps'][number];
export type Advance = { readonly certificate: Certificate; readonly orders: readonly Decision[] };

/** Flat is certified only when this many of the terminal's own snapshots in a row say so. */
export const CLEAN_SNAPSHOTS = 2;
/** And they are this far apart: two looks within the same moment could both miss what is on its way. */
export const SNAPSHOT_GAP_MS = 250;
const STEPS_MAX = 100;

export const ended = (certificate: Certificate): boolean => certificate.endedAt !== null;

/**
 * One look's worth of a stop: what is there and in its scope is cancelled or closed, the worst loss first; what is gone is
 * noted. `closedNow` is null in the turn of the latch, whose snapshot may be old: that one asks, and certifies nothing.
 */
export function advance(
  engine: ReadonlyEngine,
  turn: Turn,
  before: Certificate,
  snapshot: TerminalSnapshot | null,
  closedNow: ReadonlySet<string> | null,
): Advance {
  if (snapshot === null) {
    const text = 'No snapshot from the terminal yet: cancels and closes follow as soon as there is one';
    return { certificate: { ...before, steps: stepOnce(before.steps, 'waiting', turn.at, text) }, orders: [] };
  }
  const targets = targetsOf(engine, before, snapshot);
  const orders: Decision[] = [];
  const next = new Map<string, Next>();
  for (const target of targets) {
    const asked = ask(engine, turn, snapshot.at, before, target);
    next.set(keyOfEnding(target.act), asked.next);
    if (asked.order !== null) orders.push(asked.order);
  }
  const tickets = ticketsNow(engine, before, snapshot, next);
  const steps =
    orders.length === 0
      ? before.steps
      : step(before.steps, before.flatten ? 'closing' : 'cancelling', turn.at, `${orders.length} orders sent to the terminal`);
  const certificate = { ...before, tickets, steps };
  const isStill = orders.length === 0 && engine.cockpit.openOrders.size === 0;
  if (targets.length > 0 || !isStill) return { certificate: underWay(turn, certificate, [...next.values()], isStill), orders };
  return {
    certificate: closedNow === null ? verifying(certificate) : verified(engine, turn, certificate, snapshot, closedNow),
    orders,
  };
}

/** Working orders first: one that fills while positions are being closed would be a new position. */
function targetsOf(engine: ReadonlyEngine, certificate: Certificate, snapshot: TerminalSnapshot): readonly Target[] {
  const cancels = snapshot.orders
    .filter((order) => isInScope(engine, certificate, order))
    .map(({ ticket, symbol }): Target => ({ symbol, act: { op: 'cancel', ticket } }));
  if (!certificate.flatten) return cancels;
  const closes = worstFirst(snapshot.positions.filter((held) => isInScope(engine, certificate, held))).map((held): Target => ({
    symbol: held.symbol,
    act: { op: 'close', ...addressOf(held), volume: null },
  }));
  return [...cancels, ...closes];
}

const worstFirst = (positions: readonly Position[]): readonly Position[] =>
  [...positions].sort((a, b) => a.profit + a.swap + a.commission - (b.profit + b.swap + b.commission));

/** Something is left. It ends as residual when nothing more will be asked about any of it. */
function underWay(turn: Turn, certificate: Certificate, next: readonly Next[], isStill: boolean): Certificate {
  const given = next.filter(({ kind }) => kind === 'give_up').length;
  if (isStill && given > 0 && given === next.length) {
    const text = `${given} tickets could not be closed in ${ATTEMPTS_MAX} attempts: close them in the terminal`;
    const steps = step(certificate.steps, 'residual', turn.at, text);
    return { ...certificate, state: 'residual', endedAt: turn.at, lastCleanAt: null, steps };
  }
  const state = certificate.flatten ? 'flattening' : 'cancelling';
  const opens = next.flatMap((one) => (one.kind === 'scheduled' ? [one.until] : []));
  if (opens.length === 0) return { ...certificate, state, lastCleanAt: null };
  const text = `The market is closed for ${opens.length} tickets: asked again at the next open, nothing before`;
  return { ...certificate, state, lastCleanAt: null, steps: stepOnce(certificate.steps, 'scheduled', turn.at, text) };
}

const verifying = (certificate: Certificate): Certificate => ({ ...certificate, state: 'verifying', lastCleanAt: null });

/** Nothing is left to see. That counts only when the ledger agrees, and when the look is newer than the one before and than the last answer. */
function verified(
  engine: ReadonlyEngine,
  turn: Turn,
  certificate: Certificate,
  snapshot: TerminalSnapshot,
  closedNow: ReadonlySet<string>,
): Certificate {
  const unexplained = certificate.flatten
    ? [...engine.cockpit.positions.values()].filter(
        ({ position }) => isInScope(engine, certificate, position) && !closedNow.has(identifierOf(position)),
      ).length
    : 0;
  if (unexplained > 0) {
    const text = `The terminal shows nothing, the ledger holds ${unexplained} positions that no deal closed: adopt the difference, or wait for the deals`;
    return { ...verifying(certificate), steps: stepOnce(certificate.steps, 'unexplained', turn.at, text) };
  }
  const answeredAt = Math.max(0, ...ordersOf(engine, certificate.id).map(({ resolvedAt }) => resolvedAt ?? 0));
  const cleanAt = certificate.lastCleanAt ?? null;
  const isSecond = cleanAt !== null;
  if (snapshot.at < answeredAt || (isSecond && snapshot.at < cleanAt + SNAPSHOT_GAP_MS))
    return { ...certificate, state: 'verifying' };
  const what = certificate.flatten ? 'no position, no order' : 'no working order';
  const inScope = scopeOf(certificate).kind === 'account' ? '' : ' of this scope';
  const steps = step(
    certificate.steps,
    'verified',
    turn.at,
    `Snapshot ${isSecond ? 2 : 1} of ${CLEAN_SNAPSHOTS}: ${what}${inScope}`,
  );
  if (!isSecond) return { ...certificate, state: 'verifying', lastCleanAt: snapshot.at, steps };
  return { ...certificate, state: certificate.flatten ? 'flat' : 'halted', endedAt: turn.at, lastCleanAt: snapshot.at, steps };
}

const ordersOf = ({ cockpit }: ReadonlyEngine, certificateId: string) =>
  [...cockpit.orders.values()].filter((order) => order.certificateId === certificateId);

/** One more step. The first, the latch, stays whatever leaves; of the others the oldest go. */
export function step(steps: readonly Step[], name: string, at: number, text: string): Step[] {
  const [first, ...rest] = [...steps, { step: name, at, text }];
  return [first, ...rest.slice(1 - STEPS_MAX)];
}

/** The step, unless it is the last one already. */
export const stepOnce = (steps: readonly Step[], name: string, at: number, text: string): Step[] =>
  steps.at(-1)?.step === name ? [...steps] : step(steps, name, at, text);
