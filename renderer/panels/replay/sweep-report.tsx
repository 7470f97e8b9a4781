import { useState } from 'react';
import type { SweepResult, SweepRow } from '#shared/ipc';
import { Button, Choice, DataTable, Empty, Panel, ProfitLoss, type Column } from '../../controls/index.ts';
import { countedText, countText, grouped, moneyText, ratioText, rText, signedMoneyText } from '../../format/index.ts';
import { useAct } from '../../store/index.ts';
import { keyTitle } from '../configuration/index.ts';
import { ExportRun } from './export-run.tsx';
import { useAnswer } from './use-answer.ts';

type Sorted = 'asked' | 'net' | 'sharpe' | 'fall';
const ORDERS: Readonly<Record<Sorted, readonly [text: string, order: (a: SweepRow, b: SweepRow) => number]>> = {
  asked: ['as they were asked', () => 0],
  net: ['highest net first', (a, b) => b.net - a.net],
  sharpe: ['highest Sharpe first', (a, b) => (b.sharpe ?? -Infinity) - (a.sharpe ?? -Infinity)],
  fall: ['smallest fall first', (a, b) => a.fall - b.fall],
};

/** One history under many settings, what the best of them is worth, and the way of a setting into a draft. */
export function SweepReport({ id }: { readonly id: string }) {
  const act = useAct();
  const { value, why } = useAnswer(id, () => act.replaySweep(id));
  const [order, setOrder] = useState<Sorted>('asked');
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
      <Panel title="Runs of the sweep" className="replay-sweep">
        <div className="pad row low">
          <Choice
            label="Order"
            value={order}
            options={Object.entries(ORDERS).map(([name, [text]]) => [name, text])}
            onPick={(name) => setOrder(name as Sorted)}
          />
        </div>
        <div className="panel-body" tabIndex={0} role="group" aria-label="Runs of the sweep">
          <DataTable
            caption="Runs of the sweep"
            columns={columnsOf(value, (row) => {
              act.draftConfig(new Map(value.paths.map((path, index) => [path, row.values[index]])));
              act.go('settings', value.paths[0] ?? null);
            })}
            rows={[...value.rows].sort(ORDERS[order][1])}
            rowKey={({ values }) => JSON.stringify(values)}
          />
        </div>
      </Panel>
    </>
  );
}

function columnsOf({ paths, run }: SweepResult, onTake: (row: SweepRow) => void): readonly Column<SweepRow>[] {
  const { currency } = run;
  const named = (row: SweepRow): string => paths.map((path, index) => `${path} ${JSON.stringify(row.values[index])}`).join(', ');
  return [
    ...paths.map((path, index) => ({
      title: keyTitle(path),
      cell: ({ values }: SweepRow) => JSON.stringify(values[index]),
    })),
    { title: currency, cell: ({ net }) => <ProfitLoss value={net} text={signedMoneyText(net, currency)} />, align: 'right' },
    { title: 'Trades', cell: ({ trades }) => countText(trades), align: 'right' },
    { title: 'Won', cell: ({ winRate }) => ratioText(winRate), align: 'right' },
    { title: 'R each', cell: ({ meanR }) => rText(meanR), align: 'right' },
    { title: 'Fall', cell: ({ fall }) => moneyText(fall, currency), align: 'right' },
    { title: 'Sharpe', cell: ({ sharpe }) => grouped(sharpe, 2), align: 'right' },
    { title: 'Room', cell: ({ nearest }) => moneyText(nearest, currency), align: 'right', roomy: true },
    { title: 'Breach', cell: ({ pBreach }) => ratioText(pBreach), align: 'right', roomy: true },
    {
      title: 'Verdict',
      cell: ({ breach, reached }) => (breach !== null ? `breached (${breach})` : reached ? 'target' : 'survived'),
    },
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
