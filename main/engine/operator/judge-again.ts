import type { Config } from '#shared/config';
import type { Facts } from '#shared/domain';
import type { SignalLife } from '#shared/projection';
import { NO_OBSERVER } from '#engine/controller';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { withLedger } from '#engine/exposure';
import { executeSignal } from '#engine/saga';
import type { Turn } from '#engine/turn.ts';
import { reasonIn } from './trial.ts';

/** What the gate makes of an entry: lots with the worst loss (account currency), or the words it is refused with. */
export type Judgement =
  | { readonly verdict: 'traded'; readonly lots: number; readonly loss: number }
  | { readonly verdict: 'refused'; readonly text: string };

/**
 * Judges a signal again at the moment `at` (UTC ms), in the state that the engine has then, under a configuration: by the very code
 * that decides on a real one, as if nobody had been asked. Pure; nothing that it decides is kept.
 */
export function judgeAgain(engine: ReadonlyEngine, life: SignalLife, seen: Facts, at: number, config: Config): Judgement {
  const under = { ...engine, cockpit: { ...engine.cockpit, config } };
  const { lastSeq, run } = engine.cockpit;
  const { signalId } = life;
  // Neither the first judgement nor the trader's answer binds this one.
  const asked: SignalLife = { ...life, state: 'in_pipeline', reason: null, decisions: [], card: null, approval: null };
  const turn = { at, actor: 'rerun', correlationId: signalId, seq: lastSeq + 1, run };
  const { decisions } = executeSignal(under, turn as Turn, asked, withLedger(engine.cockpit, seen), NO_OBSERVER);
  const intended = decisions.find((decision) => decision.type === 'order.intended')?.payload;
  return intended?.request.op === 'open'
    ? { verdict: 'traded', lots: intended.request.volume, loss: intended.reserve }
    : { verdict: 'refused', text: reasonIn(decisions, signalId) };
}
