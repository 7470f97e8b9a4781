import { useMemo } from 'react';
import { useStore } from 'zustand';
import { DataTable, Empty, Panel, View, type Column } from '../../controls/index.ts';
import { countedText, countText, dateTimeText, utcText } from '../../format/index.ts';
import { useCockpit, usePast, type HeldMoment } from '../../store/index.ts';
import { differencesOf, PARTS, type Difference, type Part } from './differences.ts';

/** Rows of one part: what more there is says its number. */
const ROWS_MAX = 200;
const COLUMNS: readonly Column<Difference>[] = [
  { title: 'What', cell: ({ what }) => what },
  { title: 'A', cell: ({ a }) => a, align: 'right' },
  { title: 'B', cell: ({ b }) => <b className="strong">{b}</b>, align: 'right' },
  { title: 'A to B', cell: ({ change }) => change, align: 'right' },
];

/** What differs between the moment that is held and the one that is shown. */
export function Comparison({ held }: { readonly held: HeldMoment }) {
  const { machine } = useCockpit().past;
  const then = useStore(machine.engine);
  const shown = usePast((state) => state.shown);
  const rows = useMemo(() => differencesOf(held.view, then), [held, then]);
  const same = PARTS.filter((part) => rows.every((row) => row.part !== part));
  const moment = (of: { readonly seq: number; readonly at: number } | null): string =>
    of === null ? 'not reached yet' : `record ${countText(of.seq)}, ${dateTimeText(of.at)}`;
  return (
    <View title="A to B" summary={`${countedText(rows.length, 'difference')}; A: ${moment(held)}; B: ${moment(shown)}`}>
      <div className="stacked" data-testid="comparison">
        {rows.length === 0 && (
          <Panel title="No difference">
            <Empty>Nothing differs between A and B. Move along the track, or go to another record: B moves, A stays.</Empty>
          </Panel>
        )}
        {PARTS.filter((part) => !same.includes(part)).map((part) => (
          <PartPanel key={part} part={part} rows={rows.filter((row) => row.part === part)} />
        ))}
        {rows.length > 0 && same.length > 0 && <p className="dim">The same at both: {same.join(', ').toLowerCase()}.</p>}
        <p className="dim">
          A {utcText(held.at)}
          {shown === null ? '' : `, B ${utcText(shown.at)}`}. A dash: it was not there, or nobody had told it.
        </p>
      </div>
    </View>
  );
}

function PartPanel({ part, rows }: { readonly part: Part; readonly rows: readonly Difference[] }) {
  const more = rows.length - ROWS_MAX;
  return (
    <Panel title={part} note={countText(rows.length)} end={more > 0 ? `and ${countText(more)} more` : undefined}>
      <div className="panel-body" tabIndex={0} role="group" aria-label={`${part} that differ`}>
        <DataTable caption={`${part}, what differs`} columns={COLUMNS} rows={rows.slice(0, ROWS_MAX)} rowKey={({ id }) => id} />
      </div>
    </Panel>
  );
}
