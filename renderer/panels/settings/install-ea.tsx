import { useState } from 'react';
import type { FoundTerminal } from '#shared/ipc';
import { Button, Empty } from '../../controls/index.ts';
import { useAct, useAsk } from '../../store/index.ts';

function stateOf({ ea, version }: Pick<FoundTerminal, 'ea' | 'version'>): string {
  if (ea === 'absent') return 'not installed';
  const named = version === null ? '' : ` (${version})`;
  return ea === 'current' ? `installed, this version${named}` : `another version is installed${named}`;
}
type Looked =
  | { readonly kind: 'not yet' | 'looking' }
  | { readonly kind: 'found'; readonly terminals: readonly FoundTerminal[] }
  | { readonly kind: 'failed'; readonly why: string };

/** Puts the Expert Advisor into a terminal of this PC, and its token on the clipboard. */
export function InstallEa() {
  const act = useAct();
  const [looked, setLooked] = useState<Looked>({ kind: 'not yet' });
  const [said, setSaid] = useState<string | null>(null);
  const token = useAsk('token');
  const [copied, setCopied] = useState(false);
  const look = async (): Promise<void> => {
    setLooked({ kind: 'looking' });
    const answer = await act.findTerminals();
    setLooked(answer.ok ? { kind: 'found', terminals: answer.value.terminals } : { kind: 'failed', why: answer.error.detail });
  };
  const install = async (id: string): Promise<void> => {
    const answer = await act.installEa(id);
    setSaid(
      answer.ok
        ? `Written to ${answer.value.path}.${answer.value.backup === null ? '' : ` What was there is kept as ${answer.value.backup}.`} Compile it in MetaEditor with F7.`
        : answer.error.detail,
    );
    await look();
  };
  return (
    <section className="stack" aria-label="Install the Expert Advisor">
      <div className="row">
        <Button onClick={() => void look()} unavailable={looked.kind === 'looking' ? 'Looking' : null}>
          {looked.kind === 'not yet' ? 'Find MetaTrader on this PC' : 'Look again'}
        </Button>
        <Button
          needs="bridge.copy-token"
          look="quiet"
          onClick={() => void act.copyToken().then(setCopied)}
          unavailable={token.asked ? 'Copying' : null}
        >
          Copy the token
        </Button>
        {copied && token.refusal === null && <span className="dim">Copied: paste it into InpToken.</span>}
      </div>
      {token.refusal !== null && <p role="status">{token.refusal}</p>}
      <Found looked={looked} onInstall={(id) => void install(id)} />
      {said !== null && (
        <p className="wrap" role="status">
          {said}
        </p>
      )}
    </section>
  );
}

function Found({ looked, onInstall }: { readonly looked: Looked; readonly onInstall: (id: string) => void }) {
  if (looked.kind === 'failed') return <p role="alert">{looked.why}</p>;
  if (looked.kind !== 'found') return null;
  if (looked.terminals.length === 0)
    return (
      <Empty>
        No terminal was found. <b>Start MetaTrader once, or name its data folder under mt5.dataFolders.</b>
      </Empty>
    );
  return (
    <ul className="alarm-list">
      {looked.terminals.map(({ id, origin, ea, version }) => (
        <li key={id} className="alarm-card">
          <h3 className="wrap">{origin}</h3>
          <div className="row">
            <span className="mid">MikrobotBridge: {stateOf({ ea, version })}</span>
            {ea !== 'current' && (
              <Button needs="ea.install" size="small" about={origin} onClick={() => onInstall(id)}>
                {ea === 'absent' ? 'Install' : 'Replace, keeping a copy'}
              </Button>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
