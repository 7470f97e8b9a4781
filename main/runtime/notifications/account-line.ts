import type { Account } from '#shared/domain';

/** Whose alarm it is: a trader with several accounts has to tell them apart. */
export const accountLine = (account: Account | null): string =>
  account === null ? 'an account that is not connected' : `account ${account.login} at ${account.server}`;
