import type { SignalLife } from '#shared/projection';
import { useEngine, useNow } from '../../store/index.ts';

/** So long a reversal stays on screen after it was asked for. */
const SHOWN_MS = 15 * 60_000;
const UNOPENED: ReadonlySet<string> = new Set(['rejected', 'expired', 'cancelled', 'failed']);

/** Reversals that are under way, or that ended with nothing opened: what was turned, and why it went no further. */
export function ReversalNotes() {
  const signals = useEngine(({ cockpit }) => cockpit.signals);
  const now = useNow();
  const shown = [...signals.values()].filter(({ signal, receivedAt, state }) => {
    const isTurn = signal.turns?.position !== undefined && now - receivedAt < SHOWN_MS;
    return isTurn && (UNOPENED.has(state) || state === 'received');
  });
  if (shown.length === 0) return null;
  return (
    <div role="status" data-testid="reversals">
      {shown.map((life) => (
        <p key={life.signalId} className={life.state === 'received' ? 'position-plan' : 'refusal position-refusal'}>
          {wordsOf(life)}
        </p>
      ))}
    </div>
  );
}

function wordsOf({ signal: { symbol, side, turns }, state, reason }: SignalLife): string {
  if (state === 'received') return `${symbol}: position ${turns?.position ?? ''} is being closed; then ${side} is opened.`;
  return `${symbol}: ${reason?.text ?? 'nothing was opened'}`;
}
