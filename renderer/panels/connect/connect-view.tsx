import { useState } from 'react';
import type { SourceView } from '#shared/ipc';
import { Button, Empty, Icon, Panel, View } from '../../controls/index.ts';
import { countText } from '../../format/index.ts';
import { isPast, useAct, useEngine } from '../../store/index.ts';
import { sourceState, useSources } from '../sources/index.ts';
import { AlertGuide } from './alert-guide.tsx';
import { Deliveries } from './deliveries.tsx';
import { DropGuide } from './drop-guide.tsx';
import { ScriptGuide } from './script-guide.tsx';
import { useDoor } from './use-door.ts';
import './connect-view.css';

const FIRST = 'tradingview';

/** From nothing to signals that arrive: which source, each step to connect it, and a test that goes the whole way. */
export function ConnectView() {
  const act = useAct();
  const [chosen, setChosen] = useState(FIRST);
  const intake = useEngine(({ cockpit }) => cockpit.intake);
  const { sources, why } = useSources();
  const outside = sources?.filter(({ address, source }) => address !== null || source.folder !== null) ?? null;
  const view = outside?.find(({ source }) => source.id === chosen) ?? outside?.[0] ?? null;
  const summary = `${countText(intake.received)} received, ${countText(intake.accepted)} accepted`;
  const tools = (
    <Button size="small" testId="to-sources" onClick={() => act.go('settings')}>
      Add a source…
    </Button>
  );
  return (
    <View title="Connect" summary={summary} tools={tools}>
      <div className="connect">
        <Panel title="What to connect">
          {outside === null && <Empty>{why ?? 'Asking the engine for its sources…'}</Empty>}
          {outside !== null && (
            <ul className="connect-list">
              {outside.map((one) => (
                <Choice key={one.source.id} view={one} isChosen={one === view} onChoose={() => setChosen(one.source.id)} />
              ))}
            </ul>
          )}
        </Panel>
        {view !== null && <Guide key={view.source.id} view={view} />}
        {view !== null && <Deliveries key={`${view.source.id}-came`} source={view.source.id} title={view.source.name} />}
      </div>
    </View>
  );
}

type ChoiceProps = { readonly view: SourceView; readonly isChosen: boolean; readonly onChoose: () => void };

function Choice({ view, isChosen, onChoose }: ChoiceProps) {
  const { icon, text } = sourceState(view);
  return (
    <li>
      <button type="button" aria-pressed={isChosen} data-testid={`connect-${view.source.id}`} onClick={onChoose}>
        <span className="strong">{view.source.name}</span>
        <span className="dim">
          <Icon name={icon} small /> {text}
        </span>
      </button>
    </li>
  );
}

/** How to connect one source: by an alert, or by a program. */
function Guide({ view }: { readonly view: SourceView }) {
  const isOld = useEngine(({ link }) => isPast(link));
  const { door, look } = useDoor();
  const { name, kind } = view.source;
  const unavailable = isOld ? 'The engine does not answer' : null;
  return (
    <Panel title={name} note={NOTES[kind] ?? ''}>
      {kind !== 'drop' && door.kind === 'looking' && <Empty>Asking the engine for its door…</Empty>}
      {kind !== 'drop' && door.kind === 'failed' && <Empty>{door.why}</Empty>}
      {kind === 'drop' && <DropGuide view={view} unavailable={unavailable} />}
      {kind !== 'drop' &&
        door.kind === 'known' &&
        (kind === 'tradingview' || kind === 'pineconnector' ? (
          <AlertGuide http={door.view.http} view={view} unavailable={unavailable} onTrusted={look} />
        ) : (
          <ScriptGuide http={door.view.http} view={view} unavailable={unavailable} />
        ))}
    </Panel>
  );
}

const NOTES: Readonly<Record<string, string>> = {
  tradingview: 'alerts of a strategy or an indicator',
  pineconnector: 'lines such as ID,buy,EURUSD,sl=20',
  webhook: 'a program that signs what it sends',
  drop: 'each file put there is one message',
  ea: 'an Expert Advisor or a script in MetaTrader',
  chat: 'what people write; always asks you',
};
