import type { TailLine } from '#shared/projection';
import { Clock, Grid, HeldList, useHeldOrder, type GridColumn } from '../../controls/index.ts';
import { actorText } from '../reading/index.ts';

const COLUMNS: readonly GridColumn<TailLine>[] = [
  { title: 'Seq', cell: ({ seq }) => seq, align: 'right', look: 'dim' },
  { title: 'At', cell: ({ at }) => <Clock at={at} precise />, look: 'dim' },
  { title: 'Type', cell: ({ type }) => type },
  { title: 'By', cell: ({ actor }) => <span title={`${actorText(actor)} (${actor})`}>{actorText(actor)}</span>, look: 'mid' },
  { title: 'Correlation', cell: ({ correlationId }) => <span title={correlationId}>{correlationId}</span>, look: 'code dim' },
];

type RecordListProps = {
  readonly lines: readonly TailLine[];
  /** What they answer: another question is answered at once, also under the pointer. */
  readonly question: string;
  readonly seq: number | null;
  readonly onOpen: (seq: number) => void;
};

/** Lines of the journal, newest first. */
export function RecordList({ lines, question, seq, onOpen }: RecordListProps) {
  const bySeq = new Map(lines.map((line) => [String(line.seq), line]));
  const held = useHeldOrder([...bySeq.keys()], false, question);
  const rows = held.ids.map((id) => bySeq.get(id)).filter((line) => line !== undefined);
  return (
    <HeldList held={held}>
      <Grid
        label="Journal records, newest first"
        columns={COLUMNS}
        tracks="5.6em 8.6em 13.5em 9.5em minmax(0, 1fr)"
        rows={rows}
        rowKey={(line) => String(line.seq)}
        selected={seq === null ? null : String(seq)}
        onOpen={(line) => onOpen(line.seq)}
      />
    </HeldList>
  );
}
