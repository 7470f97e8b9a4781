import type { Hello } from '#shared/bridge';
import type { Switches } from './terminal-mirror.ts';

/** What keeps the terminal from trading and how to remove the obstacle; the first that applies, null when none does. */
export function obstacleOf(switches: Switches | null): string | null {
  if (switches === null) return null;
  if (!switches.connected)
    return 'MetaTrader has no connection to the broker: look at the bottom right corner of the terminal, and log in again.';
  if (!switches.terminalTrade) return 'Algo Trading is off in MetaTrader: press the "Algo Trading" button in its toolbar.';
  if (!switches.accountTrade)
    return 'This login may only look (investor password): log in with the master password, or ask the broker why trading is off.';
  if (!switches.accountExpert)
    return 'The broker does not let Expert Advisors trade on this account: ask the broker to allow it.';
  if (!switches.eaTrade)
    return 'The Expert Advisor may not trade: press F7 on its chart, and tick "Allow Algo Trading" under Common.';
  return null;
}

export type AccountRules = {
  /** The only login that is admitted; null: the first one that connects. */
  readonly login: string | null;
  readonly allowLive: boolean;
};

/** An account by what makes it one: each server gives out its own numbers. */
const accountKey = ({ login, server }: Hello): string => `${login} at ${server}`;

/**
 * Why an account is not let in, for the Expert Advisor's log and the cockpit's; null lets it in. The first one let in stays
 * the run's: ledger, limits and day are one account's, and a second one must not be judged by them.
 */
export function accountAdmission(rules: AccountRules): (hello: Hello) => string | null {
  let ofRun: string | null = null;
  return (hello) => {
    const { login, tradeMode } = hello;
    if (rules.login !== null && rules.login !== login)
      return `account ${login} is not ${rules.login}, the one that mt5.login names: switch the account in MetaTrader, or change mt5.login`;
    if (tradeMode === 'real' && !rules.allowLive)
      return 'this is a live account: set mt5.allowLive to true when real money is meant to be traded';
    const key = accountKey(hello);
    if (ofRun !== null && ofRun !== key)
      return `account ${key} is not ${ofRun}, with which this run began: switch back in MetaTrader, or restart the cockpit`;
    ofRun = key;
    return null;
  };
}
