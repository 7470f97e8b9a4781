import { useMemo, useState } from 'react';
import { isOfCandles } from '#shared/events';
import type { TailLine } from '#shared/projection';
import { Button, Empty, Panel } from '../../controls/index.ts';
import { countText } from '../../format/index.ts';
import { useAct, useEngine } from '../../store/index.ts';
import { newestFirst, olderFrom } from './journal-lines.ts';
import { RecordList } from './record-list.tsx';

const PAGE = 500;
/** Older pages are for looking something up, not for keeping the whole journal in a window. */
const OLDER_MAX = 5_000;

type LatestProps = { readonly seq: number | null; readonly onOpen: (seq: number) => void };

/** The journal's end as it grows, and pages before it. */
export function LatestRecords({ seq, onOpen }: LatestProps) {
  const tail = useEngine(({ cockpit }) => cockpit.tail);
  const [older, setOlder] = useState<readonly TailLine[]>([]);
  const [reached, setReached] = useState(Infinity);
  const lines = useMemo(() => newestFirst([...older, ...tail.values()]), [older, tail]);
  const oldest = Math.min(reached, ...tail.keys());
  return (
    <Panel title="Records" note={`${countText(lines.length)} shown, closed bars left out`} end="newest first">
      {lines.length === 0 ? (
        <Empty>No record has reached this window yet.</Empty>
      ) : (
        <RecordList {...{ lines, seq, onOpen }} question="" />
      )}
      <Older
        oldest={oldest}
        isFull={older.length >= OLDER_MAX}
        onOlder={(more, from) => {
          setOlder([...more.filter(({ type }) => !isOfCandles(type)), ...older]);
          setReached(from);
        }}
      />
    </Panel>
  );
}

type OlderProps = {
  readonly oldest: number;
  readonly isFull: boolean;
  readonly onOlder: (lines: readonly TailLine[], from: number) => void;
};

function Older({ oldest, isFull, onOlder }: OlderProps) {
  const act = useAct();
  const [said, setSaid] = useState('');
  const from = olderFrom(oldest, PAGE);
  const load = async (): Promise<void> => {
    if (from === null) return;
    setSaid('Reading…');
    const answer = await act.records(from.seq, from.limit);
    setSaid(answer.ok ? '' : answer.error.detail);
    if (!answer.ok) return;
    const lines = answer.value.map(({ seq, at, type, actor, correlationId }) => ({ seq, at, type, actor, correlationId }));
    onOlder(lines, from.seq + 1);
  };
  const end = !Number.isFinite(oldest)
    ? 'No record has reached this window yet'
    : from === null
      ? 'This is the beginning'
      : isFull
        ? 'The window keeps no more than this; the filter looks through the whole journal'
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
