import { Fragment } from 'react';
import { criterionTitle, type Criterion, type StageDecision } from '#shared/domain';
import { Tag, Icon } from '../../controls/index.ts';
import { stageText, strategyText, valueText } from '../../format/index.ts';
import { keyOfRule, SettingLink } from '../help/index.ts';
import './why-table.css';

type WhyTableProps = { readonly decisions: readonly StageDecision[]; readonly strategy: string };

/** Every rule that was looked at, station by station, with what was seen and what was allowed; a refusal names the key of its limit. */
export function WhyTable({ decisions, strategy }: WhyTableProps) {
  return (
    <div className="panel-body" tabIndex={0} role="group" aria-label="Rules">
      <table className="why">
        <caption className="unseen">Rules by station</caption>
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
          {decisions.map((decision, index) => (
            <Fragment key={[decision.stage, index].join('-')}>
              <tr className="stage-line">
                <th scope="rowgroup" colSpan={4}>
                  {stageText(decision.stage)} <span className="dim">{decision.verdict}</span>
                </th>
              </tr>
              {decision.criteria.map((rule) => (
                <Rule key={rule.code} rule={rule} strategy={strategy} />
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Rule({
  rule: { code, ok, observed, limit, hard, text },
  strategy,
}: {
  readonly rule: Criterion;
  readonly strategy: string;
}) {
  const key = ok ? null : keyOfRule(code, strategy);
  const shown = (value: Criterion['observed']): string =>
    code === 'strategy_match' && typeof value === 'string' ? strategyText(value) : valueText(value);
  return (
    <tr data-ok={ok ? 'yes' : 'no'} title={text}>
      <th scope="row" className="fill">
        <span title={code}>{criterionTitle(code)}</span>
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
