import { UNSOUND_NUMBERS, type Facts, type Reason } from '#shared/domain';
import type { Decision } from '#shared/events';
import type { ReadonlyEngine } from '#engine/engine.ts';

/** Impossible numbers from the terminal stop entries, with an alarm, until they are sound again. */
export function unsoundNumbersDue({ cockpit }: ReadonlyEngine, facts: Facts | null): readonly Decision[] {
  if (facts === null) return [];
  const isBlocked = cockpit.blocks.has(UNSOUND_NUMBERS);
  if (facts.unsound !== undefined) {
    const text = `${facts.unsound}. Entries wait until the terminal tells sound numbers.`;
    const reason: Reason = { code: UNSOUND_NUMBERS, text };
    return isBlocked ? [] : [{ type: 'block.raised', payload: { block: UNSOUND_NUMBERS, reason } }];
  }
  if (!isBlocked || facts.account === null) return [];
  return [{ type: 'block.lifted', payload: { block: UNSOUND_NUMBERS, by: 'clock', reason: 'The numbers are sound again' } }];
}
