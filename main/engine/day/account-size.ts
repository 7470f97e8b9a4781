import type { RulebookChoice } from '#shared/config';
import { ACCOUNT_SIZE, type Account, type Facts } from '#shared/domain';
import type { Decision } from '#shared/events';
import type { ReadonlyCockpit } from '#shared/projection';
import type { ReadonlyEngine } from '#engine/engine.ts';
import { gapBuffer, roomOf } from '#engine/rulebook';
import { moneyText } from '#engine/wording.ts';
import type { Turn } from '#engine/turn.ts';

/** An account that is this much larger than the rulebook's is another one: its floors would lie far too low. */
const LARGER = 1.5;

/** What a rulebook's size is in while nobody says otherwise. */
const ASSUMED = 'USD';
/** A new account holds exactly its size; a size in another currency that was not said fits it when it is as near as this. */
const NEARLY = 0.01;

/** Whether the size may be in another money than the account: 100,000 USD are not the size of an account of 130,000 AUD. */
function isOtherMoney({ currency: said, initialBalance }: RulebookChoice, { currency, balance }: Account): boolean {
  if (said !== undefined) return said !== currency;
  return currency !== ASSUMED && Math.abs(balance - initialBalance) > NEARLY * initialBalance;
}

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
  const { rulebook } = cockpit.config;
  const { initialBalance } = rulebook;
  if (isOtherMoney(rulebook, facts.account)) {
    const size = `${moneyText(initialBalance)} ${rulebook.currency ?? ASSUMED}`;
    return `The account holds ${moneyText(equity)} ${currency}, and the rulebook is for one of ${size}: set its size in ${currency} under Settings, Rulebook.`;
  }
  const isSmall = room.totalRoom <= gapBuffer(room, rulebook);
  if (!isSmall && equity < LARGER * initialBalance) return null;
  return `The account holds ${moneyText(equity)} ${currency}, and the rulebook is for one of ${moneyText(initialBalance)}: set its size under Settings, Rulebook.`;
}
