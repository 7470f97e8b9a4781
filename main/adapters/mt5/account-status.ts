import type { Hello } from '#shared/bridge';
import { obstacleFor, type Obstacle, type ObstacleCode } from '#shared/domain';
import type { Switches } from './terminal-mirror.ts';

/** What keeps the terminal from trading and how to remove the obstacle; the first that applies, null when none does. */
export function obstacleOf(switches: Switches | null): Obstacle | null {
  if (switches === null) return null;
  const { connected, terminalTrade, accountTrade, accountExpert, eaTrade } = switches;
  const inOrder: readonly (readonly [boolean, ObstacleCode])[] = [
    [connected, 'broker_connection_lost'],
    [terminalTrade, 'algo_trading_off'],
    [accountTrade, 'login_read_only'],
    [accountExpert, 'broker_forbids_programs'],
    [eaTrade, 'program_not_allowed'],
  ];
  const first = inOrder.find(([isFine]) => !isFine);
  return first === undefined ? null : obstacleFor(first[1]);
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
export function accountAdmission(rules: AccountRules): (hello: Hello) => Obstacle | null {
  let ofRun: string | null = null;
  return (hello) => {
    const { login, tradeMode } = hello;
    const key = accountKey(hello);
    if (ofRun !== null && ofRun !== key)
      return obstacleFor(
        'account_changed',
        `MetaTrader is logged in to account ${key}, not to ${ofRun}, with which this run began`,
      );
    if (rules.login !== null && rules.login !== login)
      return obstacleFor('account_refused', `Account ${login} is not ${rules.login}, the one that mt5.login names`);
    if (tradeMode === 'real' && !rules.allowLive)
      return obstacleFor(
        'account_refused',
        `Account ${key} is a live account: set mt5.allowLive to true when real money is meant to be traded`,
      );
    ofRun = key;
    return null;
  };
}
