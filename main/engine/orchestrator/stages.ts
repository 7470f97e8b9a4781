import type { Criterion, Stage, StageDecision, Verdict as StageVerdict } from '../../../shared/domain/index.ts';
import type { Decision } from '../../../shared/events/index.ts';
import type { SignalLife } from '../../../shared/projection/index.ts';
import type { Turn } from '../turn.ts';

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
  return { type: 'stage.decided', payload: { signalId: life.signalId, decision: { stage, verdict, at: turn.at, ms: Math.max(0, turn.at - since), criteria: [...criteria], findings } } };
}

/** A rule of the controller itself: hard, with its sentence. */
export const controlRule = (code: string, ok: boolean, text: string, observed: string | number | null, limit: string | number | null): Criterion =>
  ({ code, ok, observed, limit, hard: true, text });
