import { managesAnything, profileOf, type ManagementRules } from '#shared/config';
import { identifierOf, type ManagedRule, type Position, type SignalManagement } from '#shared/domain';
import type { Decision, Payload } from '#shared/events';
import type { LedgerPosition } from '#shared/projection';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { sessionsEnd, weekEnd } from '#engine/market';

const MINUTE = 60_000;

/** Who gave the plan. */
type Giver = { readonly by: string; readonly reason: string; readonly takenOver?: true };

/** Positions of ours that their strategy manages and that have no plan yet: each gets its record before anything is done with it. */
export const plansDue = (engine: ReadonlyEngine): readonly Decision[] =>
  [...engine.cockpit.positions.values()].map((held) => planDue(engine, held)).filter((due) => due !== null);

/** True while a position of the ledger is still to get its plan. */
export function hasPlanDue(engine: ReadonlyEngine, identifier: string): boolean {
  const held = engine.cockpit.positions.get(identifier);
  return held !== undefined && planDue(engine, held) !== null;
}

/** The plan that a position is still to get; null where it has one, or nothing manages it. */
export function planDue(engine: ReadonlyEngine, held: LedgerPosition): Decision | null {
  if (held.plan !== undefined || held.foreign || held.strategyId === null) return null;
  const own = profileOf(engine.cockpit.config.strategies, held.strategyId)?.management;
  const asked = held.signalId === null ? undefined : engine.cockpit.signals.get(held.signalId)?.signal.management;
  if (own === undefined) return null;
  const rules = asked === undefined ? own : asWished(own, asked);
  if (!managesAnything(rules)) return null;
  const reason = `as strategy ${held.strategyId} manages its positions`;
  return planned(engine, held, rules, {
    by: 'engine',
    reason: asked === undefined ? reason : `as its signal asks, and ${reason}`,
  });
}

/** The strategy's rules with what the signal asks for in their place. */
const asWished = (own: ManagementRules, asked: SignalManagement): ManagementRules => {
  const wished = Object.entries(asked).filter(([, value]) => value !== undefined);
  return { ...own, ...(Object.fromEntries(wished) as Partial<ManagementRules>) };
};

/** The record that puts a position under these rules. Its first stop stays what R is measured by, whatever plan it had before. */
export function planned(engine: ReadonlyEngine, held: LedgerPosition, rules: ManagementRules, giver: Giver): Decision {
  const { position, plan } = held;
  const stop = plan === undefined ? firstStop(engine, position) : plan.stop;
  const risk = plan === undefined ? riskOf(position, stop) : plan.risk;
  return {
    type: 'position.planned',
    payload: {
      ...{ ticket: identifierOf(position), rules, side: position.direction, stop, risk },
      exits: exitsOf(engine, held, rules),
      lots: plan?.lots ?? Math.max(held.lots ?? 0, position.volume),
      ...giver,
    },
  };
}

/** The stop it was sized with; of a position that no order of ours opened, the one it has. */
function firstStop({ cockpit }: ReadonlyEngine, { clientOrderId, stopLoss }: Position): number | null {
  const request = clientOrderId === null ? undefined : cockpit.orders.get(clientOrderId)?.request;
  return request?.op === 'open' ? request.stopLoss : stopLoss;
}

/** One R as a price distance. A stop that already keeps a gain says nothing of what was risked. */
function riskOf({ direction, entry }: Position, stop: number | null): number | null {
  if (stop === null) return null;
  const risk = (direction === 'BUY' ? 1 : -1) * (entry - stop);
  return risk > 0 ? risk : null;
}

/** When the clock closes it. What is opened later than that much before an end is closed at the end itself. */
function exitsOf(
  { cockpit }: ReadonlyEngine,
  held: LedgerPosition,
  rules: ManagementRules,
): Payload<'position.planned'>['exits'] {
  const { openedAt } = held.position;
  const profile = held.strategyId === null ? null : profileOf(cockpit.config.strategies, held.strategyId);
  const before = (rule: ManagedRule, end: number, minutes: number): { rule: ManagedRule; at: number } => {
    const at = end - minutes * MINUTE;
    return { rule, at: at > openedAt ? at : end };
  };
  const { maxMinutes, sessionEndMinutes, fridayFlatMinutes } = rules;
  return [
    ...(maxMinutes === null ? [] : [{ rule: 'time_exit' as const, at: openedAt + maxMinutes * MINUTE }]),
    ...(sessionEndMinutes === null
      ? []
      : [before('session_end', sessionsEnd(openedAt, profile?.sessions ?? ['any']), sessionEndMinutes)]),
    ...(fridayFlatMinutes === null ? [] : [before('friday_flat', weekEnd(openedAt), fridayFlatMinutes)]),
  ].sort((a, b) => a.at - b.at);
}
