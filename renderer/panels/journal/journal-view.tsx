import { useMemo, useState } from 'react';
import { EVENT_TYPES } from '#shared/events';
import type { TailLine } from '#shared/projection';
import {
  Button,
  Clock,
  Empty,
  Grid,
  HeldList,
  Panel,
  TextInput,
  useHeldOrder,
  View,
  type GridColumn,
} from '../../controls/index.ts';
import { countText, msText } from '../../format/index.ts';
import { useAct, useEngine } from '../../store/index.ts';
import { actorText } from '../reading/index.ts';
import { matching, olderFrom } from './journal-lines.ts';
import { RecordPanel } from './record-panel.tsx';
import './journal-view.css';

const PAGE = 500;
/** Older pages are for looking something up, not for keeping the whole journal in a window. */
const OLDER_MAX = 5_000;

const COLUMNS: readonly GridColumn<TailLine>[] = [
  { title: 'Seq', cell: ({ seq }) => seq, align: 'right', look: 'dim' },
  { title: 'At', cell: ({ at }) => <Clock at={at} precise />, look: 'dim' },
  { title: 'Type', cell: ({ type }) => type },
  { title: 'By', cell: ({ actor }) => actorText(actor), look: 'mid' },
  { title: 'Correlation', cell: ({ correlationId }) => <span title={correlationId}>{correlationId}</span>, look: 'code dim' },
];

export function JournalView() {
  const tail = useEngine(({ cockpit }) => cockpit.tail);
  const journal = useEngine(({ live }) => live?.journal ?? null);
  const [older, setOlder] = useState<readonly TailLine[]>([]);
  const [type, setType] = useState('');
  const [text, setText] = useState('');
  const [seq, setSeq] = useState<number | null>(null);
  const all = useMemo(() => [...new Map([...older, ...tail.values()].map((line) => [line.seq, line])).values()], [older, tail]);
  const bySeq = useMemo(() => new Map(all.map((line) => [String(line.seq), line])), [all]);
  const held = useHeldOrder(useMemo(() => matching(all, type, text).map(({ seq: each }) => String(each)), [all, type, text]));
  const { ids } = held;
  const rows = useMemo(() => ids.map((id) => bySeq.get(id)).filter((line) => line !== undefined), [ids, bySeq]);
  const summary =
    journal === null
      ? undefined
      : `${countText(journal.records)} records, lag ${msText(journal.lagMs)}, last checkpoint ${countText(journal.lastCheckpointSeq)}, head ${journal.chainHead.slice(0, 12)}`;
  return (
    <View title="Journal" fixed summary={summary} tools={<Filters type={type} text={text} onType={setType} onText={setText} />}>
      <div className="journal">
        <Panel title="Records" note={`${countText(rows.length)} shown`} end="newest first">
          {rows.length === 0 ? (
            <Empty>
              No record fits. <b>The filter looks at type, actor, correlation and number.</b>
            </Empty>
          ) : (
            <HeldList held={held}>
              <Grid
                label="Journal records, newest first"
                columns={COLUMNS}
                tracks="5.6em 8.6em 13.5em 9.5em minmax(0, 1fr)"
                rows={rows}
                rowKey={(line) => String(line.seq)}
                selected={seq === null ? null : String(seq)}
                onOpen={(line) => setSeq(line.seq)}
              />
            </HeldList>
          )}
          <Older lines={all} count={older.length} onOlder={(more) => setOlder([...more, ...older])} />
        </Panel>
        <RecordPanel seq={seq} />
      </div>
    </View>
  );
}

type FiltersProps = {
  readonly type: string;
  readonly text: string;
  readonly onType: (type: string) => void;
  readonly onText: (text: string) => void;
};

function Filters({ type, text, onType, onText }: FiltersProps) {
  return (
    <>
      <select className="input" aria-label="Record type" value={type} onChange={(event) => onType(event.target.value)}>
        <option value="">every type</option>
        {EVENT_TYPES.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
      <TextInput label="Filter records" placeholder="Signal, actor, number" value={text} onChange={onText} />
    </>
  );
}

function Older({
  lines,
  count,
  onOlder,
}: {
  readonly lines: readonly TailLine[];
  readonly count: number;
  readonly onOlder: (lines: readonly TailLine[]) => void;
}) {
  const act = useAct();
  const [said, setSaid] = useState('');
  const oldest = lines.reduce((least, { seq }) => Math.min(least, seq), Infinity);
  const from = olderFrom(oldest, PAGE);
  const load = async (): Promise<void> => {
    if (from === null) return;
    setSaid('Reading…');
    const answer = await act.records(from.seq, from.limit);
    setSaid(answer.ok ? '' : answer.error.detail);
    if (answer.ok)
      onOlder(answer.value.map(({ seq, at, type, actor, correlationId }) => ({ seq, at, type, actor, correlationId })));
  };
  const end = !Number.isFinite(oldest)
    ? 'There is no record yet'
    : from === null
      ? 'This is the beginning'
      : count >= OLDER_MAX
        ? 'The window keeps no more than this'
        : null;
  return (
    <div className="ending">
      <Button size="small" unavailable={end} onClick={() => void load()}>
        Load older
      </Button>
      <span role="status">{end ?? said}</span>
    </div>
  );
}
