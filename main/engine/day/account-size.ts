import { ACCOUNT_SIZE, type Facts } from '#shared/domain';
import type { Decision } from '#shared/events';
import type { ReadonlyCockpit } from '#shared/projection';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { gapBuffer, roomOf } from '#engine/rulebook';
import { moneyText } from '#engine/wording.ts';
import type { Turn } from '#engine/turn.ts';

/** An account that is this much larger than the rulebook's is another one: its floors would lie far too low. */
const LARGER = 1.5;

/**
 * An account that does not fit the rulebook when it is first seen: not a loss that was made, but a size that was not set.
 * Nothing is opened and nothing is closed for it until the rulebook fits.
 */
export function accountSizeDue({ cockpit }: ReadonlyEngine, turn: Turn, facts: Facts | null): readonly Decision[] {
  const isBlocked = cockpit.blocks.has(ACCOUNT_SIZE);
  if (facts === null || facts.account === null || (cockpit.day !== null && !isBlocked)) return [];
  const text = misfitOf(cockpit, facts, turn.at);
  if (text === null)
    return isBlocked
      ? [{ type: 'block.lifted', payload: { block: ACCOUNT_SIZE, by: 'clock', reason: 'The account fits the rulebook' } }]
      : [];
  return isBlocked ? [] : [{ type: 'block.raised', payload: { block: ACCOUNT_SIZE, reason: { code: ACCOUNT_SIZE, text } } }];
}

/** Why the account cannot be the rulebook's; null when it can. */
function misfitOf(cockpit: ReadonlyCockpit, facts: Facts, nowMs: number): string | null {
  const room = roomOf(cockpit, facts, nowMs);
  if (room === null || facts.account === null) return null;
  const { equity, currency } = facts.account;
  const { initialBalance } = cockpit.config.rulebook;
  const isSmall = room.totalRoom <= gapBuffer(room, cockpit.config.rulebook);
  if (!isSmall && equity < LARGER * initialBalance) return null;
  return `The account holds ${moneyText(equity)} ${currency}, and the rulebook is for one of ${moneyText(initialBalance)}: set its size under Settings, Rulebook.`;
}
