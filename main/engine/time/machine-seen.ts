import { AFTER_PAUSE } from '#shared/domain';
import type { Decision, Payload } from '#shared/events';
import type { ReadonlyEngine } from '#engine/engine.ts';

/** A PC whose waking was never told: a look so long after it went to sleep is one of the time after. */
const SLEEP_TOLD_MS = 30_000;

/** The PC goes to sleep, or woke: entries wait from the one until the terminal was looked at after the other. */
export function machineSeen({ cockpit }: ReadonlyEngine, { what }: Payload<'machine.observed'>): readonly Decision[] {
  if ((what !== 'suspended' && what !== 'resumed') || cockpit.blocks.has(AFTER_PAUSE)) return [];
  const text =
    what === 'suspended'
      ? 'The PC goes to sleep; entries wait until it woke and the terminal was looked at.'
      : 'The PC woke from sleep; entries wait for a look at the terminal.';
  return [{ type: 'block.raised', payload: { block: AFTER_PAUSE, reason: { code: AFTER_PAUSE, text } } }];
}

/** True between the PC's word that it goes to sleep and that it woke: what is seen then is older than the sleep. */
export const isFallingAsleep = ({ cockpit: { machine } }: ReadonlyEngine, nowMs: number): boolean =>
  machine.asleepSince !== null && nowMs - machine.asleepSince < SLEEP_TOLD_MS;
