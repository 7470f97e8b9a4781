import type { TurnedAway } from '#shared/projection';
import { DataTable, Panel, type Column } from '../../controls/index.ts';
import { countText, dateTimeText, labelOf, sourceText } from '../../format/index.ts';
import { useEngine } from '../../store/index.ts';

const COLUMNS: readonly Column<TurnedAway>[] = [
  { title: 'Time', cell: ({ at }) => dateTimeText(at) },
  { title: 'From', cell: ({ source }) => sourceText(source) },
  { title: 'Reason', cell: ({ code, count }) => `${count > 1 ? `${countText(count)} × ` : ''}${labelOf(code)}` },
  { title: 'Said', cell: ({ text }) => text, fill: true },
  {
    title: 'Sent',
    cell: ({ excerpt }) => (excerpt === null ? '' : <code>{excerpt}</code>),
    fill: true,
  },
];

/** What came to the door and became no signal, newest first, with the beginning of what was sent. Nothing while there was none. */
export function TurnedAwayPanel() {
  const turnedAway = useEngine(({ cockpit }) => cockpit.intake.turnedAway) ?? [];
  if (turnedAway.length === 0) return null;
  const rows = turnedAway.map((one, index) => ({ ...one, key: [one.at, index].join('-') })).reverse();
  return (
    <Panel
      title="Turned away"
      className="turned-away"
      note={`last ${countText(rows.length)}`}
      end="what may be a secret shows as ***"
    >
      <div className="panel-body" tabIndex={0} role="group" aria-label="Turned away">
        <DataTable caption="Turned away" columns={COLUMNS} rows={rows} rowKey={({ key }) => key} />
      </div>
    </Panel>
  );
}
