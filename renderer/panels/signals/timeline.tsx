import { retcodeSentence, type StageDecision, type Verdict } from '#shared/domain';
import { orderPhase, type OrderLife, type SignalLife } from '#shared/projection';
import { Clock, Icon, ProfitLoss, type IconName } from '../../controls/index.ts';
import {
  codeText,
  countText,
  labelOf,
  lotsText,
  msText,
  signedMoneyText,
  sourceText,
  stageText,
  strategyText,
  valueText,
} from '../../format/index.ts';
import { useEngine } from '../../store/index.ts';
import { actorText, currencyOf } from '../reading/index.ts';
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

/** Codes of strategies and models among the numbers, as they are called elsewhere. */
function foundText(name: string, value: string | number | boolean | null): string {
  if (name === 'trained') return value === true ? 'a trained model' : 'not a trained model';
  if (name === 'strategy' && typeof value === 'string') return `strategy ${strategyText(value)}`;
  return `${labelOf(name)} ${valueText(value)}`;
}

/** What a decision found, in words: up to four of its numbers, or the rules that failed. */
function saidOf({ criteria, findings }: StageDecision): string {
  const failed = criteria.filter(({ ok }) => !ok).map(({ text }) => text);
  if (failed.length > 0) return failed.join(' ');
  const found = Object.entries(findings)
    .filter(([, value]) => value !== null)
    .slice(0, 4)
    .map(([name, value]) => foundText(name, value));
  return found.length > 0 ? `${found.join(', ')}.` : `${countText(criteria.length)} rules passed.`;
}

/** What the terminal made of an order, as its own line: a station that passed has only sent it. */
function OrderLine({ order }: { readonly order: OrderLife }) {
  const { icon, said } = orderSaid(order);
  return (
    <li>
      <Clock at={order.resolvedAt ?? order.unknownSince ?? order.sentAt ?? order.requestedAt} />
      <Icon name={icon} />
      <div>
        <h3>
          Terminal: {orderPhase(order)} <span>{order.request.op}</span>
        </h3>
        <p>{said}</p>
      </div>
    </li>
  );
}

function orderSaid({ state, outcome }: OrderLife): { readonly icon: IconName; readonly said: string } {
  if (outcome?.kind === 'confirmed')
    return {
      icon: 'check',
      said: `${lotsText(outcome.volume)} lots, ticket ${outcome.ticket}, retcode ${codeText(outcome.retcode)}.`,
    };
  if (outcome?.kind === 'refused') return { icon: 'cross', said: retcodeSentence(outcome.retcode, outcome.text) };
  return state === 'unknown'
    ? { icon: 'question', said: 'No answer. It is looked for and never sent again; its worst loss stays reserved.' }
    : { icon: 'half', said: 'No answer yet.' };
}

/** U4 passes an order on; whether it was carried out is the terminal's to say. */
const verdictOf = ({ stage, verdict }: StageDecision, orders: readonly OrderLife[]): string =>
  stage === 'u4' && verdict === 'passed' && orders.length > 0 ? 'sent' : verdict;

type TimelineProps = { readonly life: SignalLife; readonly orders: readonly OrderLife[] };

export function Timeline({ life, orders }: TimelineProps) {
  const { approval, trade } = life;
  const currency = useEngine(currencyOf);
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
        <li key={[decision.stage, index].join('-')}>
          <Clock at={decision.at} />
          <Icon name={MARKS[decision.verdict]} />
          <div>
            <h3>
              {stageText(decision.stage)}: {verdictOf(decision, orders)} <span>{msText(decision.ms)}</span>
            </h3>
            <p>
              {decision.stage === 'approval' && approval !== null
                ? `${approval.how} by ${actorText(approval.by)}${approval.reason === null ? '' : `: ${approval.reason}`}`
                : saidOf(decision)}
            </p>
          </div>
        </li>
      ))}
      {orders.map((order) => (
        <OrderLine key={order.clientOrderId} order={order} />
      ))}
      {trade !== null && (
        <li>
          <Clock at={trade.closedAt} />
          <Icon name="dot" />
          <div>
            <h3>Closed</h3>
            <p>
              <ProfitLoss value={trade.pnl} text={signedMoneyText(trade.pnl, currency)} />
            </p>
          </div>
        </li>
      )}
    </ol>
  );
}
