import { useEffect, useState } from 'react';
import { START_KEYS, TERMINAL_KINDS, terminalOf, USUAL_START, type StartChoice, type StartKey } from '#shared/domain';
import type { StartView } from '#shared/ipc';
import { Button, Choice, Empty, Field, HoldButton, Panel, TextInput } from '../../controls/index.ts';
import { useAct, useEngine } from '../../store/index.ts';

const LABELS: Readonly<Record<StartKey, string>> = {
  terminal: 'Trades go to',
  market: 'Paper market',
  http: 'HTTP address',
  bridge: 'Bridge address',
  data: 'Data folder',
};
const HINTS: Readonly<Record<StartKey, string>> = {
  terminal: '',
  market: 'demo, or the whole path of a price file',
  http: USUAL_START.http,
  bridge: USUAL_START.bridge,
  data: 'the usual one',
};
const TERMINALS = TERMINAL_KINDS.map((kind) => [kind, terminalOf(kind).title] as const);
const shown = (choice: StartChoice, key: StartKey): string =>
  key === 'terminal' ? terminalOf(choice.terminal).title : (choice[key] ?? HINTS.data);
const isSame = (one: StartChoice, other: StartChoice): boolean => START_KEYS.every((key) => one[key] === other[key]);

type Answer =
  { readonly ok: true; readonly value: StartView } | { readonly ok: false; readonly error: { readonly detail: string } };

/** What the engine knows of the start, asked again whenever something is opened or closed. */
function useStart() {
  const act = useAct();
  const isLive = useEngine(({ link }) => link === 'live');
  const held = useEngine(({ cockpit }) => cockpit.positions.size + cockpit.openOrders.size + cockpit.pending.size);
  const [view, setView] = useState<StartView | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const take = (answer: Answer): void => {
    if (answer.ok) setView(answer.value);
    setWhy(answer.ok ? null : answer.error.detail);
  };
  useEffect(() => {
    let isWanted = true;
    if (isLive)
      void act.startView().then((answer) => {
        if (isWanted) take(answer);
      });
    return () => {
      isWanted = false;
    };
  }, [act, isLive, held]);
  return { act, view, why, setWhy, take, away: isLive ? null : 'The engine does not answer' };
}

/** What the program starts with. What is chosen is checked and kept at once, and holds from the next start on. */
export function StartPanel() {
  const { act, view, why, setWhy, take, away } = useStart();
  const [draft, setDraft] = useState<StartChoice | null>(null);
  if (view === null)
    return (
      <Panel title="Start" testId="start">
        <Empty>{why ?? 'Asking the engine…'}</Empty>
      </Panel>
    );
  const choice = draft ?? view.next;
  const change = (to: StartChoice | null): void => {
    setDraft(to);
    setWhy(null);
  };
  const keep = async (): Promise<void> => {
    const answer = await act.chooseStart({ ...choice, market: choice.market.trim() === '' ? USUAL_START.market : choice.market });
    take(answer);
    if (answer.ok) setDraft(null);
  };
  const isKept = isSame(choice, view.next);
  return (
    <Panel title="Start" note={isSame(view.now, view.next) ? 'in force' : 'a restart is due'} testId="start">
      <div className="pad stack">
        {START_KEYS.map((key) => (
          <StartField
            key={key}
            name={key}
            view={view}
            choice={choice}
            onChange={(to) => change({ ...choice, [key]: to === '' && key === 'data' ? null : to })}
          />
        ))}
        <div className="row">
          <Button
            size="small"
            needs="start.choose"
            unavailable={away ?? (isKept ? 'Nothing is changed' : null)}
            onClick={() => void keep()}
          >
            Keep for the next start
          </Button>
          {!isKept && (
            <Button size="small" onClick={() => change(null)}>
              Undo the changes
            </Button>
          )}
        </div>
        {why !== null && (
          <p className="refusal wrap" role="alert">
            {why}
          </p>
        )}
        {isKept && <Restart view={view} away={away} />}
      </div>
    </Panel>
  );
}

type FieldProps = {
  readonly name: StartKey;
  readonly view: StartView;
  readonly choice: StartChoice;
  readonly onChange: (to: string) => void;
};

function StartField({ name, view, choice, onChange }: FieldProps) {
  if (view.fixed.includes(name))
    return (
      <p className="wrap">
        {LABELS[name]}: <span className="strong">{shown(view.now, name)}</span>{' '}
        <span className="dim">given by --{name} on the command line, which goes first</span>
      </p>
    );
  const label = view.now[name] === choice[name] ? LABELS[name] : `${LABELS[name]} (now: ${shown(view.now, name)})`;
  if (name === 'terminal') return <Choice label={label} value={choice.terminal} options={TERMINALS} onPick={onChange} />;
  return (
    <Field label={label}>
      <TextInput value={choice[name] ?? ''} placeholder={HINTS[name]} maxLength={1_000} onChange={onChange} />
    </Field>
  );
}

function Restart({ view: { now, next, open, waitsFor }, away }: { readonly view: StartView; readonly away: string | null }) {
  const act = useAct();
  const [said, setSaid] = useState<string | null>(null);
  const restart = async (): Promise<void> => {
    const answer = await act.restart();
    setSaid(answer.ok ? 'The run is sealed, and the cockpit starts again.' : answer.error.detail);
  };
  const moves = now.data !== next.data;
  const waits = waitsFor.length > 0 ? waitsFor.join('. ') : null;
  const lines = waitsFor.length > 0 ? waitsFor : open;
  return (
    <>
      {lines.length > 0 && (
        <>
          <p className="strong">{waits === null ? 'Open now:' : 'Not now:'}</p>
          <ul aria-label={waits === null ? 'What is open' : 'What it waits for'}>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
      {moves && (
        <p className="wrap">The other folder has a journal of its own. Nothing is copied: take a backup and restore it there.</p>
      )}
      <div className="row">
        <HoldButton needs="start.restart" unavailable={away ?? waits} onHeld={() => void restart()}>
          Hold to restart
        </HoldButton>
        <span className="dim wrap">The run is sealed, and the cockpit is back within seconds.</span>
      </div>
      <p className="wrap" role="status">
        {said ?? ''}
      </p>
    </>
  );
}
