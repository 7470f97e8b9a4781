import { useState } from 'react';
import { EVENT_TYPES, type EventType } from '#shared/events';
import { TextInput, View } from '../../controls/index.ts';
import type { LiveFrame } from '#shared/ipc';
import { clockText, countText, msText } from '../../format/index.ts';
import { useEngine } from '../../store/index.ts';
import { FoundRecords } from './found-records.tsx';
import { LatestRecords } from './latest-records.tsx';
import { RecordPanel } from './record-panel.tsx';
import './journal-view.css';

export function JournalView() {
  const journal = useEngine(({ live }) => live?.journal ?? null);
  const [type, setType] = useState<EventType | null>(null);
  const [text, setText] = useState('');
  const [seq, setSeq] = useState<number | null>(null);
  const isFiltered = type !== null || text.trim() !== '';
  const summary = journal === null ? undefined : summaryOf(journal);
  return (
    <View title="Journal" fixed summary={summary} tools={<Filters type={type} text={text} onType={setType} onText={setText} />}>
      <div className="journal">
        {isFiltered ? (
          <FoundRecords type={type} text={text} seq={seq} onOpen={setSeq} />
        ) : (
          <LatestRecords seq={seq} onOpen={setSeq} />
        )}
        <RecordPanel seq={seq} />
      </div>
    </View>
  );
}

const summaryOf = (journal: LiveFrame['journal']): string =>
  [
    `${countText(journal.records)} records`,
    `lag ${msText(journal.lagMs)}`,
    `last checkpoint ${countText(journal.lastCheckpointSeq)}`,
    `head ${journal.chainHead.slice(0, 12)}`,
    verifiedText(journal),
  ].join(', ');

/** How far the records were read back since the start. */
const verifiedText = ({ verifiedTo, verifiedAt }: LiveFrame['journal']): string =>
  verifiedTo === null || verifiedAt === null
    ? 'not verified yet'
    : `verified to ${countText(verifiedTo)} at ${clockText(verifiedAt)}`;

type FiltersProps = {
  readonly type: EventType | null;
  readonly text: string;
  readonly onType: (type: EventType | null) => void;
  readonly onText: (text: string) => void;
};

function Filters({ type, text, onType, onText }: FiltersProps) {
  return (
    <>
      <select
        className="input"
        aria-label="Record type"
        value={type ?? ''}
        onChange={(event) => onType(EVENT_TYPES.find((name) => name === event.target.value) ?? null)}
      >
        <option value="">every type</option>
        {EVENT_TYPES.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
      <TextInput
        label="Filter records"
        placeholder="Signal, symbol, actor, number"
        value={text}
        onChange={onText}
        maxLength={100}
      />
    </>
  );
}
