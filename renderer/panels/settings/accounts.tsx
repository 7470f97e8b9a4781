import type { LiveFrame } from '#shared/ipc';
import { Button, Clock, Icon } from '../../controls/index.ts';
import { useAct, useAsk, useEngine } from '../../store/index.ts';

type AccountsView = NonNullable<LiveFrame['terminal']['accounts']>;

const HOW: Readonly<Record<NonNullable<AccountsView['pinned']>['how'], string>> = {
  configured: 'named by mt5.login',
  chosen: 'chosen by you',
  first: 'the first that connected',
};

/** Which account this cockpit trades, from one start to the next, and which stand aside; another one is chosen with a typed word. */
export function Accounts({ accounts: { pinned, aside } }: { readonly accounts: AccountsView }) {
  return (
    <section className="stack" aria-label="Account traded">
      <h3>Account traded</h3>
      <p className="wrap">
        {pinned === null
          ? 'None yet: the first that connects is taken, and kept over restarts.'
          : `${pinned.login}${pinned.server === null ? '' : ` at ${pinned.server}`}, ${HOW[pinned.how]}, kept over restarts.`}
      </p>
      {aside.length > 0 && (
        <ul className="steps" aria-label="Accounts that stand aside">
          {aside.map((account) => (
            <Aside key={`${account.login} ${account.server}`} account={account} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Aside({ account: { login, server, at, why, obstacle } }: { readonly account: AccountsView['aside'][number] }) {
  const act = useAct();
  const { asked } = useAsk('account');
  const isLive = useEngine(({ link }) => link === 'live');
  const waits = isLive ? (asked ? 'Asked; waiting for the engine' : null) : 'Not live: what is shown may be the past';
  return (
    <li>
      <Icon name="half" />
      <span className="wrap">
        {login} at {server} was turned away <Clock at={at} />
        <span className="dim">. {obstacle ?? why}</span>
      </span>
      {obstacle === null && (
        <Button
          needs="account.choose"
          size="small"
          about={`${login} at ${server}`}
          unavailable={waits}
          onClick={() => act.openDialog({ kind: 'choose-account', login, server })}
        >
          Trade this one…
        </Button>
      )}
    </li>
  );
}
