import type { StageDecision, Verdict } from '#shared/domain';
import type { SignalLife } from '#shared/projection';
import { Clock, Icon, ProfitLoss, type IconName } from '../../controls/index.ts';
import { labelOf, msText, signedMoneyText, sourceText, stageText } from '../../format/index.ts';
import { actorText } from '../reading/index.ts';
import './timeline.css';

const MARKS: Readonly<Record<Verdict, IconName>> = {
  passed: 'check',
  approved: 'approvals',
  overridden: 'approvals',
  refused: 'cross',
  rejected: 'cross',
  expired: 'clock',
  failed: 'cross',
};

/** What a decision found, in words: up to four of its numbers, or the rules that failed. */
function saidOf({ criteria, findings }: StageDecision): string {
  const failed = criteria.filter(({ ok }) => !ok).map(({ text }) => text);
  if (failed.length > 0) return failed.join(' ');
  const found = Object.entries(findings)
    .filter(([, value]) => value !== null)
    .slice(0, 4)
    .map(([name, value]) => `${labelOf(name)} ${String(value)}`);
  return found.length > 0 ? `${found.join(', ')}.` : `${criteria.length} rules passed.`;
}

export function Timeline({ life }: { readonly life: SignalLife }) {
  const { approval, trade } = life;
  return (
    <ol className="timeline">
      <li>
        <Clock at={life.receivedAt} />
        <Icon name="check" />
        <div>
          <h3>Accepted</h3>
          <p>
            Came from {sourceText(life.signal.source)}, {msText(Math.max(0, life.receivedAt - life.signal.madeAt))} old.
          </p>
        </div>
      </li>
      {life.decisions.map((decision, index) => (
        <li key={`${decision.stage}-${index}`}>
          <Clock at={decision.at} />
          <Icon name={MARKS[decision.verdict]} />
          <div>
            <h3>
              {stageText(decision.stage)}: {decision.verdict} <span>{msText(decision.ms)}</span>
            </h3>
            <p>
              {decision.stage === 'approval' && approval !== null
                ? `${approval.how} by ${actorText(approval.by)}${approval.reason === null ? '' : `: ${approval.reason}`}`
                : saidOf(decision)}
            </p>
          </div>
        </li>
      ))}
      {trade !== null && (
        <li>
          <Clock at={trade.closedAt} />
          <Icon name="dot" />
          <div>
            <h3>Closed</h3>
            <p>
              <ProfitLoss value={trade.pnl} text={signedMoneyText(trade.pnl)} />
            </p>
          </div>
        </li>
      )}
    </ol>
  );
}
