import type { Facts, Signal } from '#shared/domain';
import type { Decision } from '#shared/events';
import type { SignalLife } from '#shared/projection';
import { NO_OBSERVER } from '#engine/controller';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { withLedger } from '#engine/exposure';
import { admission, underSource } from '#engine/intake';
import { strategyOf } from '#engine/product-owner';
import { beginExit, executeSignal, withdrawApprovals } from '#engine/saga';
import type { Turn } from '#engine/turn.ts';

/** What a signal would come to now. An entry: its lots and the worst loss (account currency), or the words it would be refused with. */
export type SignalTrial =
  | { readonly kind: 'entry'; readonly verdict: 'traded'; readonly lots: number; readonly loss: number }
  | { readonly kind: 'entry'; readonly verdict: 'refused'; readonly text: string }
  | { readonly kind: 'exit' | 'cancel'; readonly text: string };

/**
 * Tries a signal on the engine as it stands, by the very code that decides on a real one, and keeps nothing of what that decides: no
 * record, no order, no card. Pure; `nowMs` is UTC.
 */
export function trySignal(engine: ReadonlyEngine, sent: Signal, seen: Facts, nowMs: number): SignalTrial {
  const facts = withLedger(engine.cockpit, seen);
  const { kind, signalId } = sent;
  const signal = underSource(engine, sent);
  const held = admission(engine, sent, facts, nowMs).find(({ code }) => kind === 'entry' || code === 'invalid_signal');
  const { lastSeq, run } = engine.cockpit;
  const turn = { at: nowMs, actor: 'trial', correlationId: signalId, seq: lastSeq + 1, run };
  if (kind !== 'entry') {
    const decide = kind === 'exit' ? beginExit : withdrawApprovals;
    return { kind, text: held?.text ?? reasonIn(decide(engine, turn as Turn, lifeOf(signal, nowMs), facts), signalId) };
  }
  if (held !== undefined) return { kind, verdict: 'refused', text: held.text };
  const { decisions } = executeSignal(engine, turn as Turn, lifeOf(signal, nowMs), facts, NO_OBSERVER);
  const intended = decisions.find((decision) => decision.type === 'order.intended')?.payload;
  if (intended?.request.op !== 'open') return { kind, verdict: 'refused', text: reasonIn(decisions, signalId) };
  return { kind, verdict: 'traded', lots: intended.request.volume, loss: intended.reserve };
}

/** A signal at the moment at which it is decided on, as no projection has it. */
const lifeOf = (signal: Signal, nowMs: number): SignalLife => ({
  signalId: signal.signalId,
  traceId: signal.signalId,
  receivedAt: nowMs,
  signal,
  strategyId: strategyOf(signal),
  state: 'in_pipeline',
  reason: null,
  decisions: [],
  card: null,
  approval: null,
  overrides: [],
  orders: [],
  ticket: null,
  trade: null,
});

/** The words with which the decisions move the signal; the last of several. */
export function reasonIn(decisions: readonly Decision[], signalId: string): string {
  const moves = decisions.flatMap((decision) =>
    decision.type === 'signal.moved' && decision.payload.signalId === signalId ? [decision.payload] : [],
  );
  return moves.findLast(({ reason }) => reason !== null)?.reason?.text ?? 'It would change nothing';
}
