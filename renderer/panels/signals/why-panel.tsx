import { Fragment, useState } from 'react';
import { criterionTitle, type Criterion, type StageDecision } from '#shared/domain';
import type { SignalLife } from '#shared/projection';
import { Button, Empty, Icon, Panel, Tag } from '../../controls/index.ts';
import { countedText, countText, patternText, sourceText, stageText, strategyText, valueText } from '../../format/index.ts';
import { keyOfRule, SettingLink } from '../help/index.ts';
import './why-panel.css';

/**
 * Every rule that was looked at, with what was seen and what was allowed: those that failed first, with the key of their limit; those that
 * passed folded by station, in its order.
 */
export function WhyPanel({ life }: { readonly life: SignalLife }) {
  const { signal, decisions } = life;
  const stations = decisions.map((_, at) => at);
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const isAllOpen = stations.every((at) => open.has(at));
  const turn = (at: number): void =>
    setOpen((before) => new Set(before.has(at) ? [...before].filter((one) => one !== at) : [...before, at]));
  const failed = decisions.reduce((sum, { criteria }) => sum + criteria.filter(({ ok }) => !ok).length, 0);
  const end = (
    <>
      {countText(failed)} failed{' '}
      <Button size="small" look="quiet" onClick={() => setOpen(new Set(isAllOpen ? [] : stations))}>
        {isAllOpen ? 'Fold' : 'Show all'}
      </Button>
    </>
  );
  return (
    <Panel
      title="Why"
      className="why-panel"
      note={`${patternText(signal.pattern)} from ${sourceText(signal.source)}`}
      end={decisions.length === 0 ? undefined : end}
    >
      {decisions.length === 0 ? (
        <Empty>No station has judged it yet.</Empty>
      ) : (
        <WhyTable decisions={decisions} strategy={life.strategyId} open={open} onTurn={turn} />
      )}
    </Panel>
  );
}

type WhyTableProps = {
  readonly decisions: readonly StageDecision[];
  readonly strategy: string;
  readonly open: ReadonlySet<number>;
  readonly onTurn: (at: number) => void;
};

function WhyTable({ decisions, strategy, open, onTurn }: WhyTableProps) {
  const failed = decisions.flatMap(({ stage, criteria }, at) =>
    criteria.filter(({ ok }) => !ok).map((rule) => ({ stage, rule, key: [at, rule.code].join('-') })),
  );
  return (
    <div className="panel-body" tabIndex={0} role="group" aria-label="Rules">
      <table className="why">
        <caption className="unseen">Rules, failed ones first</caption>
        <thead>
          <tr>
            <th scope="col">Rule</th>
            <th scope="col" className="num">
              Observed
            </th>
            <th scope="col" className="num">
              Limit
            </th>
            <th scope="col">Result</th>
          </tr>
        </thead>
        <tbody>
          {failed.map(({ stage, rule, key }) => (
            <Rule key={key} rule={rule} strategy={strategy} station={stageText(stage)} />
          ))}
          {decisions.map((decision, at) => (
            <Fragment key={[decision.stage, at].join('-')}>
              <Station decision={decision} isOpen={open.has(at)} onTurn={() => onTurn(at)} />
              {open.has(at) &&
                passedOf(decision).map((rule) => <Rule key={rule.code} rule={rule} strategy={strategy} station={null} />)}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const passedOf = ({ criteria }: StageDecision): readonly Criterion[] => criteria.filter(({ ok }) => ok);

type StationProps = { readonly decision: StageDecision; readonly isOpen: boolean; readonly onTurn: () => void };

/** A station with its verdict, and how many of its rules passed; those are shown when asked for. */
function Station({ decision, isOpen, onTurn }: StationProps) {
  const { stage, verdict } = decision;
  const { length } = passedOf(decision);
  return (
    <tr className="stage-line">
      <th scope="rowgroup" colSpan={4}>
        {length === 0 ? (
          <>
            {stageText(stage)} <span className="dim">{verdict}</span>
          </>
        ) : (
          <button type="button" className="fold" aria-expanded={isOpen} onClick={onTurn}>
            <Icon name={isOpen ? 'down' : 'back'} small />
            {stageText(stage)} <span className="dim">{verdict}</span>
            <span className="passed dim">{countedText(length, 'rule')} passed</span>
          </button>
        )}
      </th>
    </tr>
  );
}

type RuleProps = {
  readonly rule: Criterion;
  readonly strategy: string;
  /** Named where the rule does not stand under its station. */
  readonly station: string | null;
};

function Rule({ rule: { code, ok, observed, limit, hard, text }, strategy, station }: RuleProps) {
  const key = ok ? null : keyOfRule(code, strategy);
  const shown = (value: Criterion['observed']): string =>
    code === 'strategy_match' && typeof value === 'string' ? strategyText(value) : valueText(value);
  return (
    <tr data-ok={ok ? 'yes' : 'no'} title={text}>
      <th scope="row" className="fill">
        <span title={code}>{criterionTitle(code)}</span>
        {station !== null && <span className="dim"> {station}.</span>}
        {!ok && <span className="mid"> {text}</span>}
        {key !== null && <SettingLink to={key} about={criterionTitle(code)} />}
      </th>
      <td className="num">{shown(observed)}</td>
      <td className="num dim">{shown(limit)}</td>
      <td>
        <span className="chip" data-tone={ok ? 'plain' : 'on'}>
          <Icon name={ok ? 'check' : 'cross'} small />
          {ok ? 'passed' : 'failed'} {hard && <Tag>hard</Tag>}
        </span>
      </td>
    </tr>
  );
}
