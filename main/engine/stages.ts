import { rule, type Criterion, type Stage, type StageDecision, type Verdict as StageVerdict } from '#shared/domain';
import type { Decision, Payload } from '#shared/events';
import { present } from '#shared/lib';
import type { SignalLife } from '#shared/projection';
import type { ReadonlyEngine } from './engine.ts';
import { moveSignal } from './move-signal.ts';
import type { Turn } from './turn.ts';

/** A station's word on a signal as a record. `ms` counts from the station before it, so that the sum is the signal's whole way. */
export function stageDecision(
  turn: Turn,
  life: SignalLife,
  stage: Stage,
  verdict: StageVerdict,
  criteria: readonly Criterion[],
  findings: StageDecision['findings'],
): Decision {
  const since = stage === 'u5' ? turn.at : (life.decisions.at(-1)?.at ?? life.receivedAt);
  return {
    type: 'stage.decided',
    payload: {
      signalId: life.signalId,
      decision: { stage, verdict, at: turn.at, ms: Math.max(0, turn.at - since), criteria: [...criteria], findings },
    },
  };
}

/** Stages of one turn share a timestamp: only the first carries the elapsed time. */
export function timedOnce(decisions: readonly Decision[]): readonly Decision[] {
  let counted = false;
  return decisions.map((decision) => {
    if (decision.type !== 'stage.decided') return decision;
    if (!counted) {
      counted = true;
      return decision;
    }
    return { ...decision, payload: { ...decision.payload, decision: { ...decision.payload.decision, ms: 0 } } };
  });
}

type Resolution = Payload<'approval.resolved'>;
const APPROVAL_WORDS: Readonly<Record<Resolution['how'], StageVerdict>> = {
  approved: 'approved',
  unvetoed: 'approved',
  overridden: 'overridden',
  rejected: 'rejected',
  expired: 'expired',
  withdrawn: 'rejected',
};

/** The end of a wait for the trader: the resolution itself, and its place in the signal's chain of decisions. */
export function approvalEnded(engine: ReadonlyEngine, turn: Turn, resolution: Resolution): readonly Decision[] {
  const { signalId, how, by, reason } = resolution;
  const life = present(engine.cockpit.signals.get(signalId), 'an approval belongs to a known signal');
  const decision = stageDecision(turn, life, 'approval', APPROVAL_WORDS[how], [], {
    how,
    by,
    reason,
    ...(life.card === null ? {} : { lots: life.card.lots, waitedMs: turn.at - life.card.askedAt }),
  });
  return [{ type: 'approval.resolved', payload: resolution }, decision];
}

/** A stage whose agent did not answer ends the signal: refused by its breaker, or failed in its own code. */
export function unanswered(
  turn: Turn,
  life: SignalLife,
  stage: Stage,
  kind: 'blocked' | 'failed',
  text: string,
): readonly Decision[] {
  const code = kind === 'blocked' ? 'breaker_open' : 'agent_failed';
  const failed = rule({ code, ok: false, observed: kind, limit: null, hard: true, text });
  return [
    stageDecision(turn, life, stage, 'failed', [failed], {}),
    moveSignal(life.signalId, kind === 'blocked' ? 'rejected' : 'failed', failed.code, failed.text),
  ];
}
