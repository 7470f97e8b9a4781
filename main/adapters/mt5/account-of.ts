import type { Hello, LineOf } from '#shared/bridge';
import type { Account, BalanceOperation } from '#shared/domain';

type Switches = Pick<LineOf<'hb'>, 'terminalTrade' | 'eaTrade' | 'accountTrade' | 'accountExpert'>;

/** Whether programs may trade, by all four switches; not while nobody has told them. */
export const mayTrade = (switches: Switches | null): boolean =>
  switches !== null && switches.terminalTrade && switches.eaTrade && switches.accountTrade && switches.accountExpert;

/** The account in our words, from who called and what was told last. */
export function accountOf(
  hello: Hello,
  line: LineOf<'account'>,
  algoTrading: boolean,
  operations: readonly BalanceOperation[],
): Account {
  return {
    login: hello.login,
    server: hello.server,
    company: hello.company,
    currency: hello.currency,
    leverage: Math.max(1, hello.leverage),
    marginMode: hello.marginMode === 'hedging' ? 'hedging' : 'netting',
    algoTrading,
    balance: line.balance,
    equity: line.equity,
    margin: line.margin,
    freeMargin: line.freeMargin,
    marginLevel: line.margin > 0 ? line.level : null,
    ...(line.digits === undefined ? {} : { currencyDigits: line.digits }),
    ...(operations.length === 0 ? {} : { operations: [...operations] }),
  };
}
