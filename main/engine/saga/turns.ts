import { isFinal } from '#shared/domain';
import type { Decision } from '#shared/events';
import type { SignalLife } from '#shared/projection';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { meant } from './meant.ts';

type Life = Pick<SignalLife, 'signal' | 'receivedAt'>;

/** True while the exit that an entry waits for is not over. */
export function isTurning({ cockpit }: ReadonlyEngine, { signal: { turns } }: Life): boolean {
  const exit = turns?.exit === undefined ? undefined : cockpit.signals.get(turns.exit);
  return exit !== undefined && !isFinal(exit.state);
}

/**
 * Why an entry that turns round what is held may not open: that is still there, though its exit is over. Null: it is closed, or the
 * entry turns nothing. What the ledger holds is there until the terminal's deals say otherwise: an unknown end of a close is none.
 */
export function stillThere(engine: ReadonlyEngine, life: Life): string | null {
  const { turns } = life.signal;
  if (turns === undefined) return null;
  const left = turns.position === undefined ? meant(engine, leavingOf(life)) : [engine.cockpit.positions.get(turns.position)];
  const held = left.find((one) => one !== undefined);
  if (held === undefined) return turns.position === undefined ? null : unproven(engine, turns.position);
  const exit = turns.exit === undefined ? undefined : engine.cockpit.signals.get(turns.exit);
  const why = exit === undefined || exit.reason === null ? '' : ` (${exit.reason.text})`;
  return `Position ${held.position.ticket} is still open, so the other side is not opened${why}`.slice(0, 500);
}

/** A position that the ledger let go of on a word, without the deals that closed it, may still be there. */
const unproven = ({ cockpit }: ReadonlyEngine, position: string): string | null =>
  cockpit.trades.some(({ ticket }) => ticket === position)
    ? null
    : `No deal says that position ${position} is closed, so the other side is not opened`;

/** The exit that such an entry has before it: of the other side, or of all that its source opened. */
const leavingOf = ({ signal, receivedAt }: Life): Life => ({
  receivedAt,
  signal: {
    ...{ ...signal, kind: 'exit', side: signal.side === 'BUY' ? 'SELL' : 'BUY' },
    exit: { anySide: signal.turns?.anySide === true, notes: [] },
  },
});

const UNOPENED: ReadonlySet<string> = new Set(['rejected', 'expired', 'cancelled', 'failed']);

/** An entry that ends unopened once its position was closed says so before its reason: the account is flat there now. */
export const toldFlat = (engine: ReadonlyEngine, decisions: readonly Decision[]): readonly Decision[] =>
  decisions.map((one) => {
    if (one.type !== 'signal.moved' || one.payload.reason === null || !UNOPENED.has(one.payload.state)) return one;
    const position = engine.cockpit.signals.get(one.payload.signalId)?.signal.turns?.position;
    if (position === undefined || one.payload.reason.code === 'turned_position' || engine.cockpit.positions.has(position))
      return one;
    const text = `Position ${position} is closed and nothing was opened. ${one.payload.reason.text}`.slice(0, 500);
    return { ...one, payload: { ...one.payload, reason: { ...one.payload.reason, text } } };
  });
