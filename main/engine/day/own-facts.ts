import { isSameAccount, type Facts } from '#shared/domain';
import type { ReadonlyCockpit } from '#shared/projection';

/**
 * What was seen, as far as it is of the account that is traded: before the first day of one that was just chosen, the terminal
 * may still show the one before it, whose figures are nobody's beginning.
 */
export const ownFacts = ({ account, day }: ReadonlyCockpit, facts: Facts | null): Facts | null =>
  facts === null || facts.account === null || account === null || day !== null || isSameAccount(account, facts.account)
    ? facts
    : { ...facts, account: null };
