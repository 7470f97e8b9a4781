import { Empty, Panel } from '../../controls/index.ts';
import { countText, grouped, strategyText } from '../../format/index.ts';
import { useEngine } from '../../store/index.ts';
import { DecideProposal, isBegun } from '../reading/index.ts';

/** What the closed trades have done to each strategy's risk, and what they propose: evidence, and the decision beside it. */
export function ProposalsPanel() {
  const strategies = useEngine(({ cockpit }) => cockpit.strategies);
  const begun = useEngine(isBegun);
  const judged = [...strategies].flatMap(([id, control]) =>
    control.text === '' && control.proposal === null ? [] : [{ id, control }],
  );
  const open = judged.filter(({ control }) => control.proposal !== null).length;
  return (
    <Panel title="Learned from trades" note={open === 0 ? undefined : `${countText(open)} to decide`} className="whole">
      {judged.length === 0 ? (
        <Empty>
          {begun ? 'Every strategy trades at its full risk.' : 'Not known yet.'}{' '}
          <b>Every ten closed trades its risk is cut, switched off, or more is proposed here; never raised by itself.</b>
        </Empty>
      ) : (
        <ul className="alarm-list">
          {judged.map(({ id, control: { riskFactor, riskOn, proposal, text } }) => (
            <li key={id} className="alarm-card">
              <h3>
                {strategyText(id)}{' '}
                <span className="since">
                  {riskOn ? `risk factor ${grouped(riskFactor, 2)}` : 'risk is off: re-arm under Risk'}
                </span>
              </h3>
              <p className="mid">
                {text}
                {proposal !== null && ` The factor would become ${grouped(Math.min(1, proposal), 2)}.`}
              </p>
              {proposal !== null && <DecideProposal strategyId={id} />}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
