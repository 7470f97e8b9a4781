import type { Hello } from '#shared/bridge';
import { isSameAccount, obstacleFor, type AccountName, type Obstacle } from '#shared/domain';
import { messageOf } from '#shared/lib';
import type { AccountAside, Clock, Log, PinnedAccount, TerminalAccounts } from '#ports';
import type { AccountPin, Kept } from './account-pin.ts';

export type AccountRules = {
  /** The only login that is admitted; null: the first one that connects, or the one that was chosen. */
  readonly login: string | null;
  readonly allowLive: boolean;
};

type DoorParts = { readonly pin: AccountPin; readonly clock: Clock; readonly log: Log };

/** More than these and the oldest are forgotten. */
const ASIDE_MAX = 8;

/** An account by what makes it one: each server gives out its own numbers. */
const keyOf = ({ login, server }: AccountName): string => `${login} at ${server}`;

/**
 * Which account is let in. Ledger, limits and day are one account's, and a second one must not be judged by them: so the first
 * that is let in stays the data folder's, over restarts, until the trader names another one. Who is turned away is remembered.
 */
export class AccountDoor implements TerminalAccounts {
  readonly #rules: AccountRules;
  readonly #parts: DoorParts;
  readonly #chosen: (account: AccountName) => void;
  readonly #aside = new Map<string, AccountAside>();

  /** `chosen` is told of a choice that was kept. */
  constructor(rules: AccountRules, parts: DoorParts, chosen: (account: AccountName) => void) {
    this.#rules = rules;
    this.#parts = parts;
    this.#chosen = chosen;
  }

  get pinned(): PinnedAccount | null {
    const { login } = this.#rules;
    const { kept } = this.#parts.pin;
    if (login === null) return kept;
    return { login, server: kept?.login === login ? kept.server : null, how: 'configured' };
  }

  get aside(): readonly AccountAside[] {
    return [...this.#aside.values()].reverse();
  }

  /** Why an account is not let in, for the Expert Advisor's log and the cockpit's; null lets it in. */
  refuses(hello: Hello): Obstacle | null {
    const { login, server } = hello;
    const no = this.#reason(hello);
    const key = keyOf(hello);
    this.#aside.delete(key);
    if (no === null) this.#take({ login, server });
    else {
      this.#aside.set(key, {
        login,
        server,
        at: Math.floor(this.#parts.clock.nowMs()),
        why: no.text,
        obstacle: this.#bars(hello),
      });
      for (const oldest of [...this.#aside.keys()].slice(0, -ASIDE_MAX)) this.#aside.delete(oldest);
    }
    return no;
  }

  unchoosable({ login, server }: AccountName): string | null {
    const { pinned } = this;
    if (pinned !== null && pinned.login === login && pinned.server === server)
      return `Account ${keyOf({ login, server })} is this cockpit's already`;
    const { login: only } = this.#rules;
    if (only !== null && only !== login) return `mt5.login names ${only}: change it there, and restart the cockpit`;
    return this.#aside.get(keyOf({ login, server }))?.obstacle ?? null;
  }

  choose({ login, server }: AccountName): string | null {
    const problem = this.#keep({ login, server, how: 'chosen' });
    this.#aside.delete(keyOf({ login, server }));
    this.#chosen({ login, server });
    return problem;
  }

  /** What no choice of the trader lets in; null where one does. */
  #bars({ login, tradeMode }: Hello): string | null {
    if (this.#rules.login !== null && this.#rules.login !== login)
      return `Account ${login} is not ${this.#rules.login}, the one that mt5.login names`;
    return tradeMode === 'real' && !this.#rules.allowLive
      ? `Account ${login} is a live account: set mt5.allowLive to true when real money is meant to be traded`
      : null;
  }

  #reason(hello: Hello): Obstacle | null {
    const barred = this.#bars(hello);
    if (barred !== null) return obstacleFor('account_refused', barred);
    const { pinned } = this;
    if (pinned === null || pinned.server === null || keyOf(hello) === keyOf({ ...pinned, server: pinned.server })) return null;
    return obstacleFor(
      'account_changed',
      `MetaTrader is logged in to account ${keyOf(hello)}, not to ${keyOf({ ...pinned, server: pinned.server })}, which this cockpit trades`,
    );
  }

  /** The first one let in is the data folder's from now on. */
  #take(account: { readonly login: string; readonly server: string }): void {
    const { kept } = this.#parts.pin;
    if (kept !== null && isSameAccount(kept, account)) return;
    const problem = this.#keep({ ...account, how: 'first' });
    if (problem !== null) this.#parts.log.write('warn', problem);
  }

  #keep(next: Kept): string | null {
    try {
      this.#parts.pin.keep(next);
      return null;
    } catch (error) {
      return `The account could not be kept for the next start: ${messageOf(error)}`;
    }
  }
}
