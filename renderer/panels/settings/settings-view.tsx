import { rulebookIn } from '#shared/rulebooks';
import { terminalOf, type ApprovalMode } from '#shared/domain';
import { Button, Choices, Panel, View } from '../../controls/index.ts';
import { durationText, exact, NOTHING } from '../../format/index.ts';
import { useAct, useAsk, useEngine, useUi } from '../../store/index.ts';
import { AboutPanel } from './about-panel.tsx';
import { BrokerTestPanel } from './broker-test-panel.tsx';
import { ChannelsPanel } from './channels-panel.tsx';
import { DiagnosticsPanel } from './diagnostics-panel.tsx';
import { JournalCheckPanel } from './journal-check-panel.tsx';
import { LogPanel } from './log-panel.tsx';
import { LookPanel } from './look-panel.tsx';
import { RulebookPanel } from './rulebook-panel.tsx';
import { StartPanel } from './start-panel.tsx';
import { UpdatesPanel } from './updates-panel.tsx';
import { TokensPanel } from './tokens-panel.tsx';
import { MetaTraderPanel } from './metatrader-panel.tsx';
import { ConfigurationView } from '../configuration/index.ts';
import { SourcesPanel } from '../sources/index.ts';

const MODES: readonly (readonly [ApprovalMode, string, string])[] = [
  ['confirm', 'Confirm', 'You decide on every card. Unanswered, it expires and nothing is traded.'],
  ['veto', 'Veto', 'You can stop a card. Unanswered, it is executed.'],
  ['auto', 'Auto', 'No cards. Every signal that passes the rules is traded.'],
];

/** What is set up with a form of its own, and every key of the configuration. */
export function SettingsView() {
  const act = useAct();
  const part = useUi((view) => view.part);
  const tools = (
    <Choices
      label="What is shown"
      value={part === null ? 'set-up' : 'keys'}
      onPick={(to) => act.go('settings', to === 'keys' ? 'approvals' : null)}
      options={[
        ['set-up', 'Set-up'],
        ['keys', 'Every key'],
      ]}
    />
  );
  if (part !== null)
    return (
      <View title="Settings" tools={tools} fixed>
        <ConfigurationView wanted={part} />
      </View>
    );
  return (
    <View title="Settings" tools={tools}>
      <div className="columns">
        <div className="stacked">
          <ApprovalMode />
          <RulebookPanel />
          <LookPanel />
          <Keys />
          <BrokerTestPanel />
          <TokensPanel />
          <AboutPanel />
          <UpdatesPanel />
        </div>
        <div className="stacked">
          <Engine />
          <StartPanel />
          <ChannelsPanel />
          <MetaTraderPanel />
          <DiagnosticsPanel />
          <JournalCheckPanel />
        </div>
        <SourcesPanel />
        <LogPanel />
      </div>
    </View>
  );
}

/** Toward confirm is one act; toward veto or auto asks for a typed word. */
function ApprovalMode() {
  const act = useAct();
  const mode = useEngine(({ cockpit }) => cockpit.approvalMode);
  const { asked, refusal } = useAsk('mode');
  const choose = (to: ApprovalMode): void => {
    if (to === mode) return;
    if (to === 'confirm') void act.setMode(to, null);
    else act.openDialog({ kind: 'mode', mode: to });
  };
  return (
    <Panel title="Approval mode" note={asked ? 'asked; waiting for the engine' : undefined}>
      <div className="pad stack">
        <Choices
          label="Approval mode"
          needs="approvals.set-mode"
          value={mode}
          onPick={choose}
          options={MODES.map(([name, title]) => [name, name !== 'confirm' && name !== mode ? `${title}…` : title])}
        />
        <p className="mid">{MODES.find(([name]) => name === mode)?.[2]}</p>
        {refusal !== null && (
          <p className="refusal" role="status">
            {refusal}
          </p>
        )}
      </div>
    </Panel>
  );
}

function Keys() {
  const act = useAct();
  return (
    <Panel title="Keys">
      <div className="pad row">
        <Button onClick={() => act.openDialog({ kind: 'keys' })}>Show all keys</Button>
        <span className="dim">or press ? anywhere</span>
      </div>
    </Panel>
  );
}

function Engine() {
  const cockpit = useEngine((view) => view.cockpit);
  const live = useEngine((view) => view.live);
  const account = live?.account ?? null;
  const rows: readonly (readonly [string, string])[] = [
    ['Version', cockpit.version || NOTHING],
    ['Run', cockpit.run || NOTHING],
    ['Running for', durationText(live?.uptimeMs)],
    ['Terminal', terminalOf(cockpit.terminal).title],
    ['Prices', live?.terminal.source ?? NOTHING],
    ['Market', cockpit.market || NOTHING],
    ['Account', account === null ? NOTHING : `${account.login} at ${account.server}, ${account.company}`],
    ['Leverage', account === null ? NOTHING : `1:${exact(account.leverage)}, ${account.marginMode}`],
    ['Algo trading', account === null ? NOTHING : account.algoTrading ? 'allowed' : 'not allowed by the terminal'],
    ['Rulebook', rulebookIn(cockpit.config.rulebook).title],
  ];
  return (
    <Panel title="Engine" note="read-only">
      <dl className="kv wide pad">
        {rows.map(([name, value]) => (
          <div className="unboxed" key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
