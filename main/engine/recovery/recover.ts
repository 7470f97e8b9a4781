import type { AgentId, FaultCode, OldCode } from '#shared/domain';
import type { Decision, Payload } from '#shared/events';
import { present } from '#shared/lib';
import { BOUNDS, type Recovery } from '#shared/projection';
import type { ReadonlyEngine } from '#engine/engine.ts';
import type { Turn, Verdict } from '#engine/turn.ts';
import { act } from './act.ts';
import { classify } from './classify.ts';
import { escalate } from './escalate.ts';
import { firstStep, nextStep } from './plan.ts';

/**
 * What the turn's input and decisions mean for recoveries: a fault begins one and its first step is taken in this same turn,
 * evidence of health ends one, and what is due goes a step further.
 */
export function recover(engine: ReadonlyEngine, turn: Turn, verdict: Verdict): readonly Decision[] {
  const faults = faultsIn(turn, verdict);
  // Most turns find nothing wrong, and nothing being mended.
  if (faults.length === 0 && engine.cockpit.recoveries.size === 0) return [];
  const ended = endedBy(engine, turn, verdict);
  const over = new Set(ended.map(({ payload }) => payload.id));
  const active = new Set([...engine.cockpit.recoveries.values()].map(({ subject }) => subject));
  // With every place taken, an order in doubt is looked for by the runtime all the same; it only has no saga of its own.
  const begun = faults
    .filter(({ subject }) => !active.has(subject))
    .slice(0, Math.max(0, BOUNDS.recoveries - engine.cockpit.recoveries.size))
    .flatMap((fault, index) => begin(engine, turn, fault, index));
  const due = turn.input.type === 'time.reached' ? dueNow(engine, turn, over) : [];
  const all = [...ended, ...begun, ...due];
  return [...all, ...escalate(engine, turn, all)];
}

type Fault = { readonly agent: AgentId; readonly subject: string; readonly kind: FaultCode | OldCode; readonly detail: string };

function faultsIn({ input }: Turn, { decisions }: Verdict): readonly Fault[] {
  const out: Fault[] = [];
  // The journal's own care is a memory latch and a retry of every second: it cannot wait for a saga that needs a journal.
  if (input.type === 'fault.seen' && input.payload.agent !== 'journal') {
    const { agent, kind, detail } = input.payload;
    out.push({ agent, subject: agent, kind, detail });
  }
  for (const decision of decisions)
    if (decision.type === 'order.resolved' && decision.payload.outcome.kind === 'unknown') {
      const { clientOrderId, outcome } = decision.payload;
      out.push({ agent: 'terminal', subject: clientOrderId, kind: 'order_unknown', detail: outcome.why });
    }
  return out;
}

function begin(engine: ReadonlyEngine, turn: Turn, { agent, subject, kind, detail }: Fault, index: number): readonly Decision[] {
  const { component, severity } = classify(agent, kind);
  const id = `r-${turn.seq}-${index}`;
  const began: Payload<'recovery.began'> = { id, component, agent, subject, kind, severity, detail: detail.slice(0, 300) };
  const first = firstStep(engine.cockpit.config.recovery, id, component);
  return [{ type: 'recovery.began', payload: began }, ...act(engine, turn, { ...began, startedAt: turn.at }, first)];
}

/** Evidence of health: an order whose end is known, a fresh look with the link up, an agent that answered. */
function endedBy(
  { cockpit }: ReadonlyEngine,
  turn: Turn,
  { decisions }: Verdict,
): Extract<Decision, { type: 'recovery.ended' }>[] {
  const out: Extract<Decision, { type: 'recovery.ended' }>[] = [];
  const end = (recovery: Recovery, verifiedBy: string): void => {
    const { id, startedAt } = recovery;
    out.push({ type: 'recovery.ended', payload: { id, how: 'recovered', verifiedBy, ms: Math.max(0, turn.at - startedAt) } });
  };
  const { input } = turn;
  for (const recovery of cockpit.recoveries.values()) {
    const known = decisions.find((one) => isOfOrder(one) && one.payload.clientOrderId === recovery.subject);
    if (known !== undefined && known.type !== 'order.resolved') end(recovery, 'probe');
    if (known?.type === 'order.resolved' && known.payload.outcome.kind !== 'unknown') end(recovery, known.payload.by ?? 'answer');
    else if (recovery.component === 'mt5_connection' && input.type === 'terminal.observed') {
      if (input.payload.snapshot !== null && input.payload.link === 'up') end(recovery, 'snapshot');
    } else if (input.type === 'recovery.reported' && input.payload.id === recovery.id && input.payload.isHealthy)
      end(recovery, 'answer');
  }
  return out;
}

type OfOrder = Extract<Decision, { type: 'order.resolved' | 'order.ended' | 'order.progressed' }>;
/** An order's end, or that it was found resting at the broker. */
const isOfOrder = (one: Decision): one is OfOrder =>
  one.type === 'order.resolved' ||
  one.type === 'order.ended' ||
  (one.type === 'order.progressed' && one.payload.to === 'working');

function dueNow(engine: ReadonlyEngine, turn: Turn, over: ReadonlySet<string>): readonly Decision[] {
  const { cockpit } = engine;
  return [...cockpit.recoveries.values()].flatMap((recovery) => {
    if (over.has(recovery.id) || recovery.dueAt > turn.at) return [];
    const next = nextStep(present(cockpit.config.recovery, 'the policies are known'), recovery);
    return act(engine, turn, recovery, next);
  });
}
