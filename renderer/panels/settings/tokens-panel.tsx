import { useState } from 'react';
import { role, tokenName, type ApiToken, type Role } from '#shared/domain';
import type { Reply } from '#shared/ipc';
import { Button, Choice, DataTable, Empty, Panel, TextField, type Column } from '../../controls/index.ts';
import { dateTimeText, issueText } from '../../format/index.ts';
import { isPast, useAct, useEngine, useNow } from '../../store/index.ts';
import { CopyButton } from '../reading/index.ts';

const MAY: Readonly<Record<Role, string>> = {
  read: 'look at everything',
  operate: 'look and act: approve, stop, close, order',
  admin: 'everything, settings and secrets too',
};
const DAYS = [
  ['7', 'a week'],
  ['30', '30 days'],
  ['90', '90 days'],
  ['366', 'a year'],
] as const;
type Drawn = Reply<'token.issue'>;

/** Programs and people that may ask over HTTP or open this window: each with a name, a role and an end. */
export function TokensPanel() {
  const tokens = useEngine(({ cockpit }) => cockpit.tokens);
  const isOld = useEngine(({ link }) => isPast(link));
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const away = isOld ? 'The engine does not answer' : null;
  const now = useNow(1_000);
  const rows = [...tokens.values()];
  const working = rows.filter(({ expiresAt }) => expiresAt > now);
  return (
    <Panel title="Access" note="tokens for programs and other people" testId="tokens">
      {rows.length === 0 ? (
        <Empty>
          Nobody but you. <b>A token lets a program or a phone in, with a role and until a day.</b>
        </Empty>
      ) : (
        <div className="wide-list">
          <TokenTable rows={rows} away={away} />
        </div>
      )}
      {drawn !== null && <DrawnToken drawn={drawn} onEnd={() => setDrawn(null)} />}
      <NewToken away={away} taken={working.map(({ name }) => name)} onDrawn={setDrawn} />
    </Panel>
  );
}

function TokenTable({ rows, away }: { readonly rows: readonly ApiToken[]; readonly away: string | null }) {
  const act = useAct();
  const now = useNow(1_000);
  const [why, setWhy] = useState<string | null>(null);
  const revoke = async (id: string): Promise<void> => {
    const answer = await act.revokeToken(id);
    setWhy(answer.ok ? null : answer.error.detail);
  };
  const columns: readonly Column<ApiToken>[] = [
    { title: 'Name', cell: ({ name }) => name },
    { title: 'May', cell: ({ role }) => `${role}: ${MAY[role]}`, look: 'wrap' },
    { title: 'Ends', cell: ({ expiresAt }) => (expiresAt <= now ? 'ended' : dateTimeText(expiresAt)) },
    {
      title: 'End it',
      cell: ({ id, name }) => (
        <Button needs="token.revoke" size="small" look="quiet" about={name} unavailable={away} onClick={() => void revoke(id)}>
          Revoke
        </Button>
      ),
    },
  ];
  return (
    <>
      <DataTable caption="Tokens" columns={columns} rows={rows} rowKey={({ id }) => id} />
      {why !== null && (
        <p className="pad refusal" role="alert">
          {why}
        </p>
      )}
    </>
  );
}

function DrawnToken({ drawn: { name, token, role, expiresAt }, onEnd }: { readonly drawn: Drawn; readonly onEnd: () => void }) {
  return (
    <section className="pad stack" aria-label="The new token" data-testid="drawn-token">
      <p className="wrap">
        <b>Copy it now:</b> it is shown here once and kept nowhere. {name} may {MAY[role]}, until {dateTimeText(expiresAt)}.
      </p>
      <div className="give-line">
        <span className="dim">Token</span>
        <code className="wrap">{token}</code>
        <span className="row">
          <CopyButton text={token} about={`the token ${name}`} />
          <Button size="small" look="quiet" onClick={onEnd}>
            Done
          </Button>
        </span>
      </div>
    </section>
  );
}

type NewTokenProps = {
  readonly away: string | null;
  readonly taken: readonly string[];
  readonly onDrawn: (drawn: Drawn) => void;
};

function NewToken({ away, taken, onDrawn }: NewTokenProps) {
  const act = useAct();
  const [name, setName] = useState('');
  const [chosen, setRole] = useState<Role>('read');
  const [days, setDays] = useState('90');
  const [isTried, setTried] = useState(false);
  const [why, setWhy] = useState<string | null>(null);
  const fault = faultOf(name, taken);
  const issue = async (): Promise<void> => {
    setTried(true);
    if (fault !== null) return;
    const answer = await act.issueToken(name, chosen, Number(days));
    setWhy(answer.ok ? null : answer.error.detail);
    if (!answer.ok) return;
    onDrawn(answer.value);
    setName('');
    setTried(false);
  };
  return (
    <div className="pad stack">
      <div className="fields tops">
        <TextField
          label="Name of a new token"
          value={name}
          onChange={setName}
          error={isTried ? fault : null}
          hint="Stands in the journal beside what it does"
          maxLength={32}
        />
        <Choice
          label="Role"
          value={chosen}
          options={role.options.map((one) => [one, one])}
          onPick={(one) => setRole(one as Role)}
        />
        <Choice label="Good for" value={days} options={DAYS} onPick={setDays} />
      </div>
      {why !== null && (
        <p className="refusal" role="alert">
          {why}
        </p>
      )}
      <div className="row">
        <Button needs="token.issue" testId="token-issue" unavailable={away} onClick={() => void issue()}>
          Draw a token
        </Button>
        <span className="dim">It may {MAY[chosen]}.</span>
      </div>
    </div>
  );
}

function faultOf(name: string, taken: readonly string[]): string | null {
  if (name.trim() === '') return 'Give it a name';
  const parsed = tokenName.safeParse(name);
  if (!parsed.success) return issueText(parsed.error.issues[0]);
  return taken.includes(name) ? 'There is a token of this name: revoke it first' : null;
}
