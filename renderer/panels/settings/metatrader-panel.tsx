import { terminalOf } from '#shared/domain';
import { Icon, Panel } from '../../controls/index.ts';
import { offsetText } from '../../format/index.ts';
import { useEngine } from '../../store/index.ts';
import { Accounts } from './accounts.tsx';
import { InstallEa } from './install-ea.tsx';
import { SymbolNames } from './symbol-names.tsx';

type Check = { readonly done: boolean; readonly text: string };

/** How far the connection to MetaTrader is, step by step, and what has to be done next. */
export function MetaTraderPanel() {
  const terminal = useEngine(({ live }) => live?.terminal ?? null);
  const kind = useEngine(({ cockpit }) => cockpit.terminal);
  const account = useEngine(({ live }) => live?.account ?? null);
  if (terminal === null || terminalOf(kind).connects !== 'expert_advisor')
    return (
      <Panel title="MetaTrader 5" note="not in use">
        <div className="pad stack">
          <p className="mid">
            This run trades on another terminal ({terminalOf(kind).short}). Install the Expert Advisor, then choose MetaTrader 5
            under Start and restart (without a window: <code>--terminal mt5</code>) to trade a demo account.
          </p>
          <InstallEa />
        </div>
      </Panel>
    );
  const isConnected = terminal.link !== 'down';
  const checks: readonly Check[] = [
    { done: terminal.bridge !== null, text: `The bridge listens at ${terminal.bridge ?? 'no address'}` },
    { done: isConnected, text: 'MikrobotBridge is on a chart, with the right token' },
    { done: account !== null, text: account === null ? 'No account yet' : `Account ${account.login} at ${account.server}` },
    {
      done: isConnected && account !== null && terminal.obstacle === null,
      text: 'Trading is allowed by terminal, account and broker',
    },
    { done: isConnected && terminal.link === 'up', text: 'Prices and positions are fresh' },
    {
      done: isConnected && terminal.names.length > 0 && terminal.names.every(({ how }) => how !== 'guessed' && how !== 'none'),
      text: 'The broker’s name of every symbol is confirmed',
    },
  ];
  return (
    <Panel title="MetaTrader 5" note={checks.every(({ done }) => done) ? 'ready' : 'not ready'}>
      <div className="pad stack">
        <ol className="steps" aria-label="Connection to MetaTrader">
          {checks.map(({ done, text }) => (
            <li key={text}>
              <Icon name={done ? 'check' : 'half'} />
              <span className={done ? 'wrap' : 'wrap strong'}>{text}</span>
            </li>
          ))}
        </ol>
        {terminal.obstacle !== null && (
          <p className="refusal" role="status">
            {terminal.obstacle}
          </p>
        )}
        {terminal.accounts !== undefined && <Accounts accounts={terminal.accounts} />}
        {terminal.names.length > 0 && <SymbolNames names={terminal.names} />}
        <InstallEa />
        {terminal.clockOffsetMs !== null && (
          <p className="dim">The trade server’s clock is {offsetText(terminal.clockOffsetMs)}.</p>
        )}
      </div>
    </Panel>
  );
}
