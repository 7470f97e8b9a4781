import type { SweepResult, SweepRow } from '#shared/ipc';
import { Button, Empty, Panel, ProfitLoss, SortTable, useSortText, type Column } from '../../controls/index.ts';
import { countedText, countText, grouped, moneyText, ratioText, rText, signedMoneyText } from '../../format/index.ts';
import { useAct } from '../../store/index.ts';
import { keyTitle } from '../configuration/index.ts';
import { ExportRun } from './export-run.tsx';
import { useAnswer } from './use-answer.ts';

/** The name under which the sorting of a sweep's runs is kept, whichever sweep it is. */
const SWEEP_LIST = 'sweep';

/** One history under many settings, what the best of them is worth, and the way of a setting into a draft. */
export function SweepReport({ id }: { readonly id: string }) {
  const act = useAct();
  const { value, why } = useAnswer(id, () => act.replaySweep(id));
  if (value === null)
    return (
      <Panel title="Sweep">
        <Empty>{why === null ? 'Reading the sweep…' : `It cannot be shown: ${why}`}</Empty>
      </Panel>
    );
  return (
    <>
      <Panel title={value.run.name} note={countedText(value.rows.length, 'run')} testId="replay-words">
        <div className="pad stack">
          {value.words.map((words) => (
            <p key={words} className="wrap">
              {words}
            </p>
          ))}
          <ExportRun id={id} />
        </div>
      </Panel>
      <SweepRuns sweep={value} />
    </>
  );
}

function SweepRuns({ sweep }: { readonly sweep: SweepResult }) {
  const act = useAct();
  const columns = columnsOf(sweep, (row) => {
    act.draftConfig(new Map(sweep.paths.map((path, index) => [path, row.values[index]])));
    act.go('settings', sweep.paths[0] ?? null);
  });
  const order = useSortText(SWEEP_LIST, 'as they were asked', columns);
  return (
    <Panel title="Runs of the sweep" end={order} className="replay-sweep">
      <div className="panel-body" tabIndex={0} role="group" aria-label="Runs of the sweep">
        <SortTable
          list={SWEEP_LIST}
          caption="Runs of the sweep"
          columns={columns}
          rows={sweep.rows}
          rowKey={({ values }) => JSON.stringify(values)}
        />
      </div>
    </Panel>
  );
}

/** The value that was tried: a number by its size, whatever else by its words. */
const triedKey = (value: unknown): number | string => (typeof value === 'number' ? value : JSON.stringify(value));
const verdictOf = ({ breach, reached }: SweepRow): string =>
  breach !== null ? `breached (${breach})` : reached ? 'target' : 'survived';

function columnsOf({ paths, run }: SweepResult, onTake: (row: SweepRow) => void): readonly Column<SweepRow>[] {
  const { currency } = run;
  const named = (row: SweepRow): string => paths.map((path, index) => `${path} ${JSON.stringify(row.values[index])}`).join(', ');
  return [
    ...paths.map((path, index) => ({
      title: keyTitle(path),
      cell: ({ values }: SweepRow) => JSON.stringify(values[index]),
      by: ({ values }: SweepRow) => triedKey(values[index]),
    })),
    {
      title: currency,
      cell: ({ net }) => <ProfitLoss value={net} text={signedMoneyText(net, currency)} />,
      align: 'right',
      by: ({ net }) => net,
    },
    { title: 'Trades', cell: ({ trades }) => countText(trades), align: 'right', by: ({ trades }) => trades },
    { title: 'Won', cell: ({ winRate }) => ratioText(winRate), align: 'right', by: ({ winRate }) => winRate },
    { title: 'R each', cell: ({ meanR }) => rText(meanR), align: 'right', by: ({ meanR }) => meanR },
    { title: 'Fall', cell: ({ fall }) => moneyText(fall, currency), align: 'right', by: ({ fall }) => fall },
    { title: 'Sharpe', cell: ({ sharpe }) => grouped(sharpe, 2), align: 'right', by: ({ sharpe }) => sharpe },
    {
      title: 'Room',
      cell: ({ nearest }) => moneyText(nearest, currency),
      align: 'right',
      roomy: true,
      by: ({ nearest }) => nearest,
    },
    { title: 'Breach', cell: ({ pBreach }) => ratioText(pBreach), align: 'right', roomy: true, by: ({ pBreach }) => pBreach },
    { title: 'Verdict', cell: verdictOf, by: verdictOf },
    {
      title: 'Take',
      cell: (row) => (
        <Button size="small" look="quiet" about={named(row)} onClick={() => onTake(row)}>
          To Settings…
        </Button>
      ),
    },
  ];
}
