import { lazy, Suspense, useState } from 'react';
import type { ReplayGroup, ReplayOverview } from '#shared/ipc';
import { DataTable, Empty, Panel, ProfitLoss, type Column } from '../../controls/index.ts';
import { countedText, countText, labelOf, ratioText, rText, signedMoneyText } from '../../format/index.ts';
import { useAct } from '../../store/index.ts';
import { historyTime } from './history-time.ts';
import { ExportRun } from './export-run.tsx';
import { RefusedTable } from './refused-table.tsx';
import { ReportTiles } from './report-tiles.tsx';
import { TradeDetail } from './trade-detail.tsx';
import { TradesTable } from './trades-table.tsx';
import { useAnswer } from './use-answer.ts';
import './replay-report.css';

/** Fetched when there is a curve to be drawn: a start does not wait for it. */
const FloorsChart = lazy(() => import('./floors-chart.tsx').then((module) => ({ default: module.FloorsChart })));

/** One replay: whether the account would have outlived the rules, then what it made, by what, and why. */
export function ReplayReport({ id }: { readonly id: string }) {
  const act = useAct();
  const { value, why } = useAnswer(id, () => act.replayReport(id));
  const [place, setPlace] = useState<number | null>(null);
  if (value === null)
    return (
      <Panel title="Report">
        <Empty>{why === null ? 'Reading the report…' : `It cannot be shown: ${why}`}</Empty>
      </Panel>
    );
  return (
    <>
      <Verdict {...value} />
      <ReportTiles {...value} />
      <Panel title="Equity and the firm’s floors" note={value.run.currency} className="replay-curve">
        {value.equity.length < 2 ? (
          <Empty>Too few prices for a curve.</Empty>
        ) : (
          <Suspense fallback={<Empty>Loading the chart…</Empty>}>
            <FloorsChart report={value} />
          </Suspense>
        )}
      </Panel>
      <TradesTable id={id} report={value} open={place} onOpen={setPlace} />
      {place !== null && (
        <TradeDetail key={place} id={id} place={place} currency={value.run.currency} onClose={() => setPlace(null)} />
      )}
      <div className="replay-pairs">
        {(value.groups.symbol ?? []).length > 1 && (
          <Groups title="By symbol" groups={value.groups.symbol ?? []} currency={value.run.currency} />
        )}
        <Groups title="By strategy" groups={value.groups.strategy} currency={value.run.currency} />
        <Groups title="By session" groups={value.groups.session} currency={value.run.currency} />
        <Groups title="By weekday" groups={value.groups.weekday} currency={value.run.currency} />
        <Groups title="By exit" groups={value.groups.exit} currency={value.run.currency} />
      </div>
      <Refusals report={value} />
      <RefusedTable id={id} report={value} />
      <Panel title="Rests on">
        <ul className="plain-list pad" aria-label="Assumptions and data">
          {[...value.assumptions, ...value.data].map((one) => (
            <li key={one} className="wrap">
              {one}
            </li>
          ))}
        </ul>
      </Panel>
    </>
  );
}

function Verdict({ run, verdict }: ReplayOverview) {
  const [head = '', ...rest] = verdict.lines;
  return (
    <Panel title={run.name} note={`${historyTime(run.from)} to ${historyTime(run.to)} UTC`} testId="replay-verdict">
      <div className="pad stack">
        <p className={verdict.breach === null ? 'strong wrap' : 'refusal strong wrap'}>{head}</p>
        {rest.map((line) => (
          <p key={line} className="wrap">
            {line.slice(0, 1).toUpperCase() + line.slice(1)}.
          </p>
        ))}
        <ExportRun id={run.id} />
      </div>
    </Panel>
  );
}

type GroupsProps = { readonly title: string; readonly groups: readonly ReplayGroup[]; readonly currency: string };

function Groups({ title, groups, currency }: GroupsProps) {
  const columns: readonly Column<ReplayGroup>[] = [
    { title: title.slice(3).replace(/^./, (letter) => letter.toUpperCase()), cell: ({ key }) => key },
    { title: 'Trades', cell: ({ trades }) => countText(trades), align: 'right' },
    { title: 'Won', cell: ({ winRate }) => ratioText(winRate), align: 'right' },
    { title: 'R each', cell: ({ meanR }) => rText(meanR), align: 'right' },
    { title: currency, cell: ({ net }) => <ProfitLoss value={net} text={signedMoneyText(net, currency)} />, align: 'right' },
  ];
  return (
    <Panel title={title}>
      {groups.length === 0 ? (
        <Empty>No closed trade.</Empty>
      ) : (
        <DataTable caption={title} columns={columns} rows={groups} rowKey={({ key }) => key} />
      )}
    </Panel>
  );
}

type RefusedFor = ReplayOverview['refused'][number];

function Refusals({ report }: { readonly report: ReplayOverview }) {
  const columns: readonly Column<RefusedFor>[] = [
    { title: 'Refused for', cell: ({ code }) => labelOf(code) },
    { title: 'Signals', cell: ({ count }) => countText(count), align: 'right' },
    { title: 'Followed', cell: ({ followed }) => countText(followed), align: 'right' },
    { title: 'R each', cell: ({ meanR }) => rText(meanR), align: 'right' },
    { title: 'R together', cell: ({ sumR, followed }) => (followed === 0 ? rText(null) : rText(sumR)), align: 'right' },
  ];
  return (
    <Panel
      title="Refused, and what it would have made"
      note={`${countedText(report.counts.refused, 'signal')}, followed to stop or target without management`}
    >
      {report.refused.length === 0 ? (
        <Empty>No signal was refused.</Empty>
      ) : (
        <DataTable caption="Refused, by reason" columns={columns} rows={report.refused} rowKey={({ code }) => code} />
      )}
    </Panel>
  );
}
