import { Fragment } from 'react';
import type { Criterion, StageDecision } from '#shared/domain';
import { Tag, Icon } from '../../controls/index.ts';
import { grouped, NOTHING, stageText } from '../../format/index.ts';
import './why-table.css';

type Value = Criterion['observed'];

/** A rule's number as it was compared: at most five decimals, unknown as a dash. */
function valueText(value: Value): string {
  if (value === null) return NOTHING;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  return Number.isInteger(value)
    ? grouped(value, 0)
    : grouped(value, Math.abs(value) < 10 ? 4 : 2)
        .replace(/0+$/, '')
        .replace(/\.$/, '');
}

/** Every rule that was looked at, station by station, with what was seen and what was allowed. */
export function WhyTable({ decisions }: { readonly decisions: readonly StageDecision[] }) {
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
            <Fragment key={`${decision.stage}-${index}`}>
              <tr className="stage-line">
                <th scope="rowgroup" colSpan={4}>
                  {stageText(decision.stage)} <span className="dim">{decision.verdict}</span>
                </th>
              </tr>
              {decision.criteria.map((rule) => (
                <Rule key={rule.code} rule={rule} />
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Rule({ rule: { code, ok, observed, limit, hard, text } }: { readonly rule: Criterion }) {
  return (
    <tr data-ok={ok ? 'yes' : 'no'} title={text}>
      <th scope="row" className="fill">
        <span className="code">{code}</span>
        {!ok && <span className="mid"> {text}</span>}
      </th>
      <td className="num">{valueText(observed)}</td>
      <td className="num dim">{valueText(limit)}</td>
      <td>
        <span className="chip" data-tone={ok ? 'plain' : 'on'}>
          <Icon name={ok ? 'check' : 'cross'} small />
          {ok ? 'passed' : 'failed'} {hard && <Tag>hard</Tag>}
        </span>
      </td>
    </tr>
  );
}
