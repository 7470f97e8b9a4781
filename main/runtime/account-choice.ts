import type { AccountName } from '#shared/domain';
import type { OperatorAction } from '#shared/events';
import type { Refusal, Reply, Request } from '#shared/ipc';
import { err, ok, type Result } from '#shared/lib';
import type { Terminal, TerminalAccounts } from '#ports';

type Act = (action: OperatorAction, actor: string) => Promise<Result<{ seq: number }, Refusal>>;

/** The account that ledger, limits and day belong to now; null: none has come yet. */
const tradedNow = ({ pinned }: TerminalAccounts): AccountName | null =>
  pinned === null || pinned.server === null ? null : { login: pinned.login, server: pinned.server };

/** Another account is traded from now on: on record first, then at the door. */
export async function chooseAccount(
  { accounts }: Pick<Terminal, 'accounts'>,
  act: Act,
  { login, server, reason }: Request<'account.choose'>,
  actor: string,
): Promise<Result<Reply<'account.choose'>, Refusal>> {
  if (accounts === undefined)
    return err({ kind: 'refused', code: 'one_account', detail: 'This terminal has one account: there is none to choose' });
  const no = accounts.unchoosable({ login, server });
  if (no !== null) return err({ kind: 'refused', code: 'not_choosable', detail: no });
  const chosen = await act({ act: 'choose-account', login, server, from: tradedNow(accounts), reason }, actor);
  return chosen.ok ? ok({ seq: chosen.value.seq, problem: accounts.choose({ login, server }) }) : chosen;
}

/** A choice that is on record and did not get to the door, because the process ended between the two, gets there now. */
export function keepChoice({ accounts }: Pick<Terminal, 'accounts'>, account: AccountName | null): void {
  if (account !== null && accounts?.unchoosable(account) === null) accounts.choose(account);
}
