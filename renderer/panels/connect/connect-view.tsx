import { useState } from 'react';
import { Empty, Panel, View } from '../../controls/index.ts';
import { countText, sourceText } from '../../format/index.ts';
import { isPast, useEngine } from '../../store/index.ts';
import { AlertGuide } from './alert-guide.tsx';
import { CONNECTIONS, type ConnectionId } from './connections.ts';
import { Deliveries } from './deliveries.tsx';
import { ScriptGuide } from './script-guide.tsx';
import { useDoor } from './use-door.ts';
import './connect-view.css';

/** From nothing to signals that arrive: what to connect, each step of it, and a test that goes the whole way. */
export function ConnectView() {
  const [chosen, setChosen] = useState<ConnectionId>('tradingview');
  const intake = useEngine(({ cockpit }) => cockpit.intake);
  const isOld = useEngine(({ link }) => isPast(link));
  const { door, look } = useDoor();
  const connection = CONNECTIONS.find(({ id }) => id === chosen) ?? CONNECTIONS[0];
  const unavailable = isOld ? 'The engine does not answer' : null;
  const summary = `${countText(intake.received)} received, ${countText(intake.accepted)} accepted`;
  return (
    <View title="Connect" summary={summary}>
      <div className="connect">
        <Panel title="What to connect">
          <ul className="connect-list">
            {CONNECTIONS.map(({ id, title, note }) => (
              <li key={id}>
                <button type="button" aria-pressed={id === chosen} onClick={() => setChosen(id)}>
                  <span className="strong">{title}</span>
                  <span className="dim">{note}</span>
                </button>
              </li>
            ))}
          </ul>
        </Panel>
        <Panel title={connection.title} note={connection.note}>
          {door.kind === 'looking' && <Empty>Asking the engine for its door…</Empty>}
          {door.kind === 'failed' && <Empty>{door.why}</Empty>}
          {door.kind === 'known' &&
            (chosen === 'script' ? (
              <ScriptGuide http={door.view.http} unavailable={unavailable} />
            ) : (
              <AlertGuide
                key={chosen}
                http={door.view.http}
                isLine={chosen === 'pine'}
                unavailable={unavailable}
                onTrusted={look}
              />
            ))}
        </Panel>
        <Deliveries key={connection.way} source={connection.way} title={sourceText(connection.way)} />
      </div>
    </View>
  );
}
