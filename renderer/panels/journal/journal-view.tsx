import { useState } from 'react';
import { Empty, Panel, View } from '../../controls/index.ts';
import type { LiveFrame } from '#shared/ipc';
import { clockText, countText, msText } from '../../format/index.ts';
import { useEngine } from '../../store/index.ts';
import { EVERYTHING, filterOf, Filters, isFiltered } from './filters.tsx';
import { FoundRecords } from './found-records.tsx';
import { LatestRecords } from './latest-records.tsx';
import { RecordPanel } from './record-panel.tsx';
import './journal-view.css';

export function JournalView() {
  const journal = useEngine(({ live }) => live?.journal ?? null);
  const [typed, setTyped] = useState(EVERYTHING);
  const [seq, setSeq] = useState<number | null>(null);
  const filter = filterOf(typed);
  const summary = journal === null ? undefined : summaryOf(journal);
  return (
    <View title="Journal" fixed summary={summary} tools={<Filters filter={typed} onFilter={setTyped} />}>
      <div className="journal">
        {typeof filter === 'string' ? (
          <Panel title="Found">
            <Empty>{filter}.</Empty>
          </Panel>
        ) : isFiltered(typed) ? (
          <FoundRecords filter={filter} seq={seq} onOpen={setSeq} />
        ) : (
          <LatestRecords seq={seq} onOpen={setSeq} />
        )}
        <RecordPanel seq={seq} onOpen={setSeq} />
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
