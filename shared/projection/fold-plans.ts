import { retcodeClass, subjectsOf, type Outcome } from '#shared/domain';
import type { Payload } from '#shared/events';
import { appended, present } from '#shared/lib';
import { BOUNDS } from './bounds.ts';
import type { LedgerPosition, ManagedMove, PositionPlan } from './ledger-position.ts';
import type { CockpitState, OrderLife } from './state.ts';

/** Other rules keep what was done already: a part that was closed is not closed again. */
export function plan(state: CockpitState, planned: Payload<'position.planned'>, at: number): void {
  const { ticket, rules, side, stop, risk, exits, lots, takenOver = false, by, reason } = planned;
  const held = present(state.positions.get(ticket), `position ${ticket} is in the ledger`);
  const made: PositionPlan = {
    ...{ rules, side, stop, risk, exits, lots, by, reason, since: at },
    takenOver: takenOver || held.plan?.takenOver === true,
    moves: held.plan?.moves ?? [],
    refused: null,
  };
  state.positions.set(ticket, { ...held, plan: made });
}

/** A plan is about one side: a position that was turned round on a netting account begins without one. */
export function keptPlan(held: LedgerPosition): LedgerPosition {
  if (held.plan === undefined || held.plan.side === held.position.direction) return held;
  const { plan: _ended, ...rest } = held;
  return rest;
}

/** Pauses after the first, second, ... refusal in a row; the last one repeats. */
const PAUSES_MS = [5_000, 15_000, 60_000, 300_000] as const;
const SHUT_MS = 60_000;

/** What was answered to an order that manages a position. */
export function moved(state: CockpitState, order: OrderLife, outcome: Outcome, opensAt: number | null, at: number): void {
  if (order.managed === undefined || outcome.kind === 'unknown') return;
  for (const [index, identifier] of subjectsOf(order.request).entries()) {
    const { closesOf, closesBy } = order;
    movedOne(
      state,
      identifier,
      { ...order, managed: order.managed, of: index === 0 ? closesOf : closesBy },
      outcome,
      opensAt,
      at,
    );
  }
}

type Managed = Pick<OrderLife, 'request'> & {
  readonly managed: NonNullable<OrderLife['managed']>;
  /** Lots the position had when its close was asked for. */
  readonly of: number | undefined;
};

function movedOne(
  state: CockpitState,
  identifier: string,
  { managed, request, of }: Managed,
  outcome: Exclude<Outcome, { kind: 'unknown' }>,
  opensAt: number | null,
  at: number,
): void {
  const held = state.positions.get(identifier);
  if (held?.plan === undefined) return;
  const { plan: was } = held;
  if (outcome.kind === 'refused') {
    // Those who asked have the answer, and the rules go on.
    if (managed.rule === 'by_hand' || managed.rule === 'by_signal') return;
    const count = (was.refused?.count ?? 0) + 1;
    const isShut = retcodeClass(outcome.retcode) === 'closed';
    const until = isShut ? (opensAt ?? at + SHUT_MS) : at + (PAUSES_MS[count - 1] ?? PAUSES_MS[3]);
    const refused = { count, until, text: `${outcome.text} (${outcome.retcode})`.slice(0, 300) };
    state.positions.set(identifier, { ...held, plan: { ...was, refused } });
    return;
  }
  const { rule, step, by, text } = managed;
  const move: ManagedMove = {
    ...{ rule, step, at, by, text },
    lots: lotsClosed(request, outcome),
    ...(of === undefined ? {} : { of }),
    stop: request.op === 'modify' ? request.stopLoss : null,
  };
  const before = rule === 'trailing' ? was.moves.filter((one) => one.rule !== 'trailing') : was.moves;
  const moves = appended(before, move, BOUNDS.movesPerPosition);
  state.positions.set(identifier, { ...held, plan: { ...was, moves, refused: null } });
}

function lotsClosed(request: OrderLife['request'], { volume }: Extract<Outcome, { kind: 'confirmed' }>): number {
  if (request.op === 'close_by') return volume ?? 0;
  return request.op === 'close' ? (volume ?? request.volume ?? 0) : 0;
}
