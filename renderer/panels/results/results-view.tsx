import { lazy, Suspense, useMemo, useState } from 'react';
import { resetOf, rulebookIn } from '#shared/rulebooks';
import { dayResults, equityLine, summaryOf, type PlainDay, type Result, type Summary } from '#shared/results';
import { Button, Empty, Panel, View } from '../../controls/index.ts';
import { useEngine } from '../../store/index.ts';
import { currencyOf, None } from '../reading/index.ts';
import { TradesPanel } from './closed-trades.tsx';
import { FilterBar } from './filter-bar.tsx';
import { MonthMap } from './month-map.tsx';
import { PerformancePanel } from './performance-panel.tsx';
import { ProposalsPanel } from './proposals-panel.tsx';
import { Tiles } from './tiles.tsx';
import { ALL, useResults, type ResultFilter } from './use-results.ts';
import { verdictOf } from './verdict.ts';
import './results-view.css';

/** Fetched when a trade is there to be drawn: a start does not wait for it. */
const AnalysisPanels = lazy(() => import('./analysis-panels.tsx').then((module) => ({ default: module.AnalysisPanels })));
const ControlPanel = lazy(() => import('./control-panel.tsx').then((module) => ({ default: module.ControlPanel })));

export function ResultsView() {
  const [filter, setFilter] = useState<ResultFilter>(ALL);
  const [day, setDay] = useState<PlainDay | null>(null);
  const { all, chosen } = useResults(filter);
  const summary = useMemo(() => summaryOf(chosen), [chosen]);
  const choose = (next: ResultFilter): void => {
    setDay(null);
    setFilter(next);
  };
  return (
    <View
      title="Results"
      summary={all.length === 0 ? 'Closed trades only; net of commission and swap' : verdictOf(summary)}
      tools={all.length === 0 ? undefined : <FilterBar results={all} filter={filter} onFilter={choose} />}
    >
      <div className="results">
        {all.length === 0 ? (
          <NoneYet />
        ) : chosen.length === 0 ? (
          <NoneChosen onAll={() => choose(ALL)} />
        ) : (
          <Analysis chosen={chosen} summary={summary} day={day} onDay={setDay} />
        )}
        <PerformancePanel />
        <ProposalsPanel />
        <TradesPanel filter={filter} day={day} onDay={setDay} />
      </div>
    </View>
  );
}

function NoneYet() {
  return (
    <Panel title="Charts" className="whole">
      <None said="No closed trades yet.">
        <b>
          The sum of results, the spread of R and what each strategy, session and weekday brought are drawn here from the first
          closed trade on. Approve a card on the deck, or let the demo market trade.
        </b>
      </None>
    </Panel>
  );
}

function NoneChosen({ onAll }: { readonly onAll: () => void }) {
  return (
    <Panel
      title="Charts"
      className="whole"
      end={
        <Button size="small" onClick={onAll}>
          Show all
        </Button>
      }
    >
      <Empty>No closed trade fits the filter.</Empty>
    </Panel>
  );
}

type AnalysisProps = {
  readonly chosen: readonly Result[];
  readonly summary: Summary;
  readonly day: PlainDay | null;
  readonly onDay: (day: PlainDay | null) => void;
};

function Analysis({ chosen, summary, day, onDay }: AnalysisProps) {
  const currency = useEngine(currencyOf);
  const rules = useEngine(({ cockpit }) => cockpit.config.rulebook);
  const book = useMemo(() => rulebookIn(rules), [rules]);
  const line = useMemo(() => equityLine(chosen), [chosen]);
  const days = useMemo(() => dayResults(chosen, book), [chosen, book]);
  return (
    <>
      <Tiles summary={summary} line={line} days={days} currency={currency} />
      <Suspense
        fallback={
          <Panel title="Charts" className="whole">
            <Empty>Loading the charts…</Empty>
          </Panel>
        }
      >
        <AnalysisPanels results={chosen} summary={summary} line={line} book={book} currency={currency} />
      </Suspense>
      <Suspense fallback={null}>
        <ControlPanel results={chosen} />
      </Suspense>
      <MonthMap days={days} currency={currency} clock={resetOf(book).clock} day={day} onDay={onDay} />
    </>
  );
}
