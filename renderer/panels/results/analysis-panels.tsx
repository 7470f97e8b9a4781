import { useMemo, useState } from 'react';
import { resetOf, type Rulebook } from '#shared/rulebooks';
import { GROUPINGS, type EquityStep, type Grouping, type Result, type Summary } from '#shared/results';
import { EquityAndFall, GroupBars, RBars, ScoreChart } from '../../analysis/index.ts';
import { Choices, Empty, Panel } from '../../controls/index.ts';
import { countedText, grouped, ratioText, rText, scoreText, signedMoneyText } from '../../format/index.ts';
import { useCockpit } from '../../store/index.ts';
import {
  equitySentence,
  giverText,
  GROUP_COLUMNS,
  groupBars,
  rBars,
  scorePoints,
  sumPoints,
  timeTextOf,
  trainedCount,
} from './analysis-words.ts';

type Shown = {
  readonly results: readonly Result[];
  readonly summary: Summary;
  readonly line: readonly EquityStep[];
  readonly book: Rulebook;
  readonly currency: string;
};

const wholeR = (value: number): string => (value === 0 ? '0' : `${rText(value).replace(/\.?0+$/, '')} R`);

/** The charts of the chosen trades. Loaded apart: recharts is worth more bytes than the rest of a view. */
export function AnalysisPanels(shown: Shown) {
  return (
    <>
      <SumPanel {...shown} />
      <SpreadPanel {...shown} />
      <GroupsPanel {...shown} />
      <ScorePanel {...shown} />
    </>
  );
}

function SumPanel({ line, summary, currency }: Shown) {
  const points = useMemo(() => sumPoints(line, currency), [line, currency]);
  const time = useMemo(() => timeTextOf(line), [line]);
  return (
    <Panel
      title="Sum of results"
      note={`and how far under its high, ${currency}`}
      end={`${signedMoneyText(summary.net, currency)} at the end`}
      className="at-sum"
    >
      <EquityAndFall
        points={points}
        said={equitySentence(line, summary, currency)}
        columns={['Closed', `Sum, ${currency}`, 'Under its high']}
        time={time}
        money={wholeMoney}
      />
    </Panel>
  );
}

const wholeMoney = (value: number): string => grouped(value, 0);

function SpreadPanel({ results, summary: { meanR, rCount } }: Shown) {
  const bars = useMemo(() => rBars(results), [results]);
  return (
    <Panel
      title="R per trade"
      note={countedText(rCount, 'trade')}
      end={meanR === null ? undefined : `mean ${rText(meanR)}`}
      className="at-spread"
    >
      {bars.length === 0 ? (
        <Empty>No trade whose first risk is known.</Empty>
      ) : (
        <RBars
          bars={bars}
          mean={meanR}
          said={`How often each result in R came, ${countedText(rCount, 'trade')}, mean ${rText(meanR)} R.`}
          columns={['R', 'Trades']}
          r={wholeR}
        />
      )}
    </Panel>
  );
}

const BY: Readonly<Record<Grouping, string>> = {
  strategy: 'Strategy',
  symbol: 'Symbol',
  session: 'Session',
  weekday: 'Weekday',
  score: 'U1 score',
};
const inText = (by: Grouping): string => (by === 'score' ? BY.score : by);
const CHOICES = GROUPINGS.map((by) => [by, BY[by]] as const);

function GroupsPanel({ results, book, currency }: Shown) {
  const [by, setBy] = useState<Grouping>('strategy');
  const bars = useMemo(() => groupBars(results, by, resetOf(book), currency), [results, by, book, currency]);
  return (
    <Panel title="Mean R" note="with its 95 % interval, and how many trades" className="at-groups">
      <div className="grouped-by">
        <Choices label="Grouped by" options={CHOICES} value={by} onPick={setBy} />
      </div>
      {bars.length === 0 ? (
        <Empty>
          {by === 'score' ? 'The U1 score of these trades is not known any more.' : 'No trade whose first risk is known.'}
        </Empty>
      ) : (
        <GroupBars
          bars={bars}
          said={`Mean R with its 95 % interval by ${inText(by)}: ${bars.map(({ name, figures }) => `${name} ${figures}`).join('; ')}.`}
          columns={GROUP_COLUMNS}
          r={wholeR}
        />
      )}
    </Panel>
  );
}

const percent = (share: number): string => ratioText(share);

function ScorePanel({ results, book }: Shown) {
  const { engine } = useCockpit();
  const points = useMemo(() => scorePoints(results, resetOf(book)), [results, book]);
  const known = results.filter(({ probability = null }) => probability !== null);
  const trained = useMemo(() => trainedCount(known, engine.getState().cockpit.signals), [known, engine]);
  const missing = results.length - known.length;
  return (
    <Panel
      title="U2 score against win rate"
      note={countedText(known.length, 'trade')}
      end={missing === 0 ? 'dashed: score = win rate' : `${countedText(missing, 'trade')} without it on record`}
      className="at-score"
    >
      {points.length === 0 ? (
        <Empty>
          No U2 score of these trades is known. <b>Scores are kept with the newest 2,000 signals.</b>
        </Empty>
      ) : (
        <>
          <p className="grouped-by dim wrap">{giverText(trained, known.length)}</p>
          <ScoreChart
            points={points}
            said={`Share of trades won by U2 score: ${points.map(({ lines }) => lines.join(', ')).join('; ')}.`}
            columns={['U2 score', 'Won', 'Win rate', '95 % interval']}
            percent={percent}
            score={scoreText}
          />
        </>
      )}
    </Panel>
  );
}
