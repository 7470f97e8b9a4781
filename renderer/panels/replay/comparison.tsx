import type { KeptRun, ReplayComparison } from '#shared/ipc';
import { DataTable, Empty, Panel, type Column } from '../../controls/index.ts';
import { grouped, NOTHING } from '../../format/index.ts';
import { useAct } from '../../store/index.ts';
import { useAnswer } from './use-answer.ts';

type Figure = ReplayComparison['figures'][number];
type Setting = ReplayComparison['settings'][number];

const FIGURES: readonly Column<Figure>[] = [
  { title: 'Figure', cell: ({ name }) => name },
  { title: 'A', cell: ({ a }) => grouped(a, 2), align: 'right' },
  { title: 'B', cell: ({ b }) => grouped(b, 2), align: 'right' },
  { title: 'B less A', cell: ({ a, b }) => (a === null || b === null ? NOTHING : grouped(b - a, 2)), align: 'right' },
];
const SETTINGS: readonly Column<Setting>[] = [
  { title: 'Setting', cell: ({ path }) => path, look: 'wrap' },
  { title: 'A', cell: ({ a }) => a, look: 'wrap' },
  { title: 'B', cell: ({ b }) => b, look: 'wrap' },
];

/** Two replays beside each other: first whether they can be compared at all, then what differs. */
export function Comparison({ a, b }: { readonly a: KeptRun; readonly b: KeptRun }) {
  const act = useAct();
  const { value, why } = useAnswer(`${a.id} ${b.id}`, () => act.compareReplays(a.id, b.id));
  if (value === null)
    return (
      <Panel title="Compared">
        <Empty>{why === null ? 'Comparing…' : `They cannot be compared: ${why}`}</Empty>
      </Panel>
    );
  return (
    <>
      <Panel title="Compared" testId="replay-compared">
        <div className="pad stack">
          <p className="wrap">
            <b className="strong">A</b> {a.name}: {value.verdicts.a}
          </p>
          <p className="wrap">
            <b className="strong">B</b> {b.name}: {value.verdicts.b}
          </p>
          {value.caveats.map((caveat) => (
            <p key={caveat} className="refusal wrap">
              {caveat.slice(0, 1).toUpperCase() + caveat.slice(1)}
            </p>
          ))}
        </div>
        <DataTable caption="Figures of A and B" columns={FIGURES} rows={value.figures} rowKey={({ name }) => name} />
      </Panel>
      <Panel title="Settings that differ">
        {value.settings.length === 0 ? (
          <Empty>The settings are the same.</Empty>
        ) : (
          <DataTable caption="Settings that differ" columns={SETTINGS} rows={value.settings} rowKey={({ path }) => path} />
        )}
      </Panel>
      <Panel title="Trades of A and B">
        <ul className="pad" aria-label="Trades of A and B">
          {value.trades.map((line, index) => (
            <li key={`${String(index)} ${line}`} className="wrap">
              {line}
            </li>
          ))}
        </ul>
      </Panel>
    </>
  );
}
