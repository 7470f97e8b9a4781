import { useState } from 'react';
import type { DeliveryView } from '#shared/ipc';
import { Choices, Clock, Empty, Icon, Panel, TextInput } from '../../controls/index.ts';
import { countText, sourceText } from '../../format/index.ts';
import { DeliveryDetail } from './delivery-detail.tsx';
import { fateOf, readAs } from './delivery-words.ts';
import { useDeliveries } from './use-deliveries.ts';
import './deliveries.css';

type Which = 'source' | 'all' | 'refused';

/** The last fifty deliveries, live: when, from whom, what was understood, and how they stand; one of them at length. */
export function Deliveries({ source, title }: { readonly source: string; readonly title: string }) {
  const [which, setWhich] = useState<Which>('source');
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<number | null>(null);
  const { rows, total, problem } = useDeliveries({
    source: which === 'all' ? null : source,
    onlyRefused: which === 'refused',
    text: text.trim(),
  });
  const shown = rows?.find(({ id }) => id === chosen) ?? rows?.[0] ?? null;
  return (
    <div className="deliveries">
      <Panel title="Last deliveries" note={rows === null ? undefined : `newest first, ${countText(total)} kept`}>
        <div className="pad row">
          <Choices
            label="Which deliveries"
            value={which}
            onPick={setWhich}
            options={[
              ['source', title],
              ['refused', 'Turned away'],
              ['all', 'All'],
            ]}
          />
          <TextInput label="Search deliveries" placeholder="Body, reason, id" value={text} onChange={setText} maxLength={100} />
        </div>
        {problem !== null && (
          <p className="pad refusal" role="status">
            {problem}
          </p>
        )}
        {rows === null && problem === null && <Empty>Asking the engine for what came in…</Empty>}
        {rows?.length === 0 && (
          <Empty>
            Nothing {text.trim() === '' ? 'came in yet' : 'fits'}.{' '}
            <b>What arrives stands here at once, also what is turned away.</b>
          </Empty>
        )}
        {rows !== null && rows.length > 0 && <DeliveryList rows={rows} shownId={shown?.id ?? null} onOpen={setChosen} />}
      </Panel>
      {shown !== null && <DeliveryDetail key={shown.id} delivery={shown} onHold={() => setChosen(shown.id)} />}
    </div>
  );
}

type DeliveryListProps = {
  readonly rows: readonly DeliveryView[];
  readonly shownId: number | null;
  readonly onOpen: (id: number) => void;
};

function DeliveryList({ rows, shownId, onOpen }: DeliveryListProps) {
  return (
    <ol className="panel-body delivery-list" aria-label="Deliveries">
      {rows.map((row) => {
        const { icon, text } = fateOf(row);
        return (
          <li key={row.id}>
            <button type="button" aria-pressed={row.id === shownId} onClick={() => onOpen(row.id)}>
              <span className="dim">
                <Clock at={row.at} />
              </span>
              <span className="roomy">{row.source === null ? 'unknown address' : sourceText(row.source)}</span>
              <span className="strong">{readAs(row)}</span>
              <span className="delivery-fate">
                <Icon name={icon} small /> {text}
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
