import type { SignalState } from '#shared/domain';
import type { JournalRecord } from '#shared/events';
import { appended, assert, present, setBounded } from '#shared/lib';
import { NO_STAGE } from './create.ts';
import { BOUNDS } from './bounds.ts';
import { mayMove } from './signal-states.ts';
import type { CockpitState, SignalLife } from './state.ts';

type SignalRecord = Extract<
  JournalRecord,
  { type: 'stage.decided' | 'signal.moved' | 'approval.requested' | 'approval.resolved' }
>;

/** Moves a signal along its life and keeps every decision that was made about it. */
export function foldSignals(state: CockpitState, record: SignalRecord): void {
  switch (record.type) {
    case 'stage.decided': {
      const { signalId, decision } = record.payload;
      change(state, signalId, (life) => ({ ...life, decisions: appended(life.decisions, decision, BOUNDS.decisionsPerSignal) }));
      const count = state.stages.get(decision.stage) ?? NO_STAGE;
      const passed = decision.verdict === 'passed' || decision.verdict === 'approved' || decision.verdict === 'overridden';
      const failed = decision.verdict === 'failed';
      state.stages.set(decision.stage, {
        asked: count.asked + 1,
        passed: count.passed + (passed ? 1 : 0),
        failed: count.failed + (failed ? 1 : 0),
        refused: count.refused + (passed || failed ? 0 : 1),
      });
      return;
    }
    case 'signal.moved': {
      const { signalId, state: to, reason } = record.payload;
      change(state, signalId, (life) => ({ ...moved(life, to), reason }));
      if (to === 'ordered' && state.signals.get(signalId)?.signal.kind === 'exit') state.exits.add(signalId);
      else state.exits.delete(signalId);
      return;
    }
    case 'approval.requested': {
      const { card } = record.payload;
      change(state, card.signalId, (life) => ({ ...moved(life, 'awaiting_approval'), card }));
      setBounded(state.pending, card.signalId, card, BOUNDS.pending);
      return;
    }
    case 'approval.resolved': {
      const { signalId, how, by, reason } = record.payload;
      state.pending.delete(signalId);
      change(state, signalId, (life) => ({
        ...life,
        approval: { how, by, at: record.at, reason },
        overrides: how === 'overridden' ? failedSoft(life) : life.overrides,
      }));
    }
  }
}

function moved(life: SignalLife, to: SignalState): SignalLife {
  assert(mayMove(life.state, to), `a signal that is ${life.state} does not move to ${to}`);
  return { ...life, state: to };
}

/** The soft rules that stand failed when the trader overrides: from then on they are reported, not gates. */
function failedSoft(life: SignalLife): readonly string[] {
  const codes = life.decisions.flatMap((decision) =>
    decision.criteria.filter((rule) => !rule.ok && !rule.hard).map((rule) => rule.code),
  );
  return [...new Set(codes)];
}

/** A signal's life replaced, never mutated, so that windows detect changes by identity. */
export function change(state: CockpitState, signalId: string, to: (life: SignalLife) => SignalLife): void {
  const life = present(state.signals.get(signalId), `signal ${signalId} is known`);
  state.signals.set(signalId, to(life));
}
