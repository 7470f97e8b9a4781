import { utcMinute } from '#shared/lib';
import { AFTER_PAUSE, CLOCK_DOUBTS, CLOCK_UNCONFIRMED, type ClockStanding } from '#shared/domain';
import type { Decision, Payload } from '#shared/events';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { decided, refused, type Turn, type Verdict } from '#engine/turn.ts';
import { clockWords, spanText } from './clock-words.ts';

/** The clocks stand differently: entries wait as long as they do not agree. A clock that was not told is sound. */
export function clockSeen({ cockpit }: ReadonlyEngine, clock: ClockStanding | undefined): readonly Decision[] {
  const isBlocked = cockpit.blocks.has(CLOCK_UNCONFIRMED);
  if (clock === undefined || clock.trusted)
    return isBlocked
      ? [{ type: 'block.lifted', payload: { block: CLOCK_UNCONFIRMED, by: 'clock', reason: 'The clocks agree' } }]
      : [];
  const text = `${clockWords(clock)}; entries wait until ${canConfirm(clock) ? "the clocks agree, or you confirm the PC's clock" : 'it is set'}.`;
  if (cockpit.blocks.get(CLOCK_UNCONFIRMED)?.text === text) return [];
  return [{ type: 'block.raised', payload: { block: CLOCK_UNCONFIRMED, reason: { code: CLOCK_UNCONFIRMED, text } } }];
}

/** Whether a trader may know better: what cannot be so is not confirmed. */
export const canConfirm = ({ doubt }: Pick<ClockStanding, 'doubt'>): boolean => doubt === null || !CLOCK_DOUBTS[doubt].isCertain;

/** The PC slept or stood still: entries wait for a look at the terminal. */
export const paused = ({ pausedMs }: Payload<'clock.observed'>, { at }: Turn): readonly Decision[] => {
  if (pausedMs === undefined) return [];
  const from = utcMinute(Math.max(0, at - pausedMs));
  const text = `The PC slept or stood still for ${spanText(pausedMs)}, since ${from} UTC; entries wait for a look at the terminal.`;
  return [{ type: 'block.raised', payload: { block: AFTER_PAUSE, reason: { code: AFTER_PAUSE, text } } }];
};

/** The terminal was looked at: what happened in the pause is known. */
export const lookedAfterPause = ({ cockpit }: ReadonlyEngine): readonly Decision[] =>
  cockpit.blocks.has(AFTER_PAUSE)
    ? [{ type: 'block.lifted', payload: { block: AFTER_PAUSE, by: 'terminal', reason: 'The terminal was looked at' } }]
    : [];

/** The trader vouches for the PC's clock: for the doubt that was shown, and no other. */
export function confirmClock(
  { cockpit: { clock } }: ReadonlyEngine,
  { actor }: Turn,
  { digest, reason }: { readonly digest?: string | undefined; readonly reason: string },
): Verdict {
  if (clock.trusted) return refused('not_changed', 'The clocks agree: there is nothing to confirm');
  if (!canConfirm(clock)) return refused('clock_wrong', `${clockWords(clock)}. Set it: it cannot be confirmed`);
  if (digest !== undefined && digest !== clock.digest)
    return refused('digest_changed', 'The clocks stand differently than was shown');
  return decided({ type: 'clock.confirmed', payload: { by: actor, reason } });
}
