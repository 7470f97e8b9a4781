import type { ApprovalCard } from '#shared/events';
import { AlarmMark, Countdown, LimitBar } from '../../controls/index.ts';
import {
  dateTimeText,
  grouped,
  labelOf,
  lotsText,
  moneyText,
  pctText,
  pointsText,
  priceText,
  scoreText,
  strategyText,
} from '../../format/index.ts';
import { useAct, useEngine } from '../../store/index.ts';
import { CardChart } from '../market-chart/index.ts';
import { cardSide, currencyOf, digitsOf, roomShares } from '../reading/index.ts';
import { CardActs, ExecutesIn } from './card-acts.tsx';
import { cardKeys } from './card-keys.ts';
import { useCardState } from './card-state.ts';
import './approval-card.css';

type ApprovalCardViewProps = { readonly card: ApprovalCard; readonly over: boolean; readonly withChart?: boolean };

/** One question at length. The keys act while the focus is on it or in it. */
export function ApprovalCardView({ card, over, withChart = false }: ApprovalCardViewProps) {
  const act = useAct();
  const state = useCardState(card, over);
  const setup = `${strategyText(card.strategyId)} · ${labelOf(card.binding)}`;
  return (
    <article
      className={card.mode === 'veto' ? 'card is-veto' : 'card'}
      tabIndex={0}
      aria-label={`Approval ${card.symbol} ${cardSide(card)}`}
      onKeyDown={cardKeys(card, act, state)}
    >
      <Countdown until={card.expiresAt} whole={card.expiresAt - card.askedAt} />
      {card.mode === 'veto' && state.how === null && <ExecutesIn card={card} />}
      <h3 className="card-title">
        {card.symbol} <span className="side">{cardSide(card)}</span> {lotsText(card.lots)} lots
        <span className="mid cut" title={setup}>
          {setup}
        </span>
      </h3>
      <Facts card={card} />
      <CardActs card={card} state={state} />
      {withChart && <CardChart card={card} />}
      <Room card={card} />
    </article>
  );
}

function Facts({ card }: { readonly card: ApprovalCard }) {
  const digits = useEngine(({ live }) => digitsOf(live, card.symbol));
  const currency = useEngine(currencyOf);
  const minimum = useEngine(({ cockpit }) => cockpit.config.cells.u1.minScore);
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    ['Entry', priceText(card.entry, digits)],
    ...pendingFacts(card, digits),
    ['Stop', priceText(card.stopLoss, digits)],
    ['Target', priceText(card.takeProfit, digits)],
    ['RR', grouped(card.rr, 1)],
    [
      'U1 score',
      <>
        {scoreText(card.score)} {card.score !== null && <span className="dim of">of {scoreText(minimum)}</span>}
      </>,
    ],
    [
      'Spread',
      <>
        {pointsText(card.quote.bid, card.quote.ask, digits)} points
        {card.spreadCost !== undefined && <span className="of">, {moneyText(-card.spreadCost, currency)}</span>}
      </>,
    ],
  ];
  return (
    <dl className="card-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What else there is to know of an order that waits: the price that starts it where that is another one, its end, its group. */
function pendingFacts({ pending }: ApprovalCard, digits: number): readonly (readonly [string, string])[] {
  if (pending === undefined) return [];
  const { stopLimit, price, expiresAt, oco } = pending;
  return [
    ...(stopLimit === null ? [] : [['Triggers at', priceText(price, digits)] as const]),
    ['Ends', expiresAt === null ? 'when you cancel it' : dateTimeText(expiresAt)] as const,
    ...(oco === undefined ? [] : [['Group', oco] as const]),
  ];
}

/** What the day's room is now at all stops, what it would be with this order, and what the order itself may lose. */
function Room({ card }: { readonly card: ApprovalCard }) {
  const currency = useEngine(currencyOf);
  const soft = useEngine(({ cockpit }) => cockpit.config.rulebook.softStopPct);
  const hard = useEngine(({ cockpit }) => cockpit.config.rulebook.hardStopPct);
  const { usedPct, reservedPct, limit } = roomShares(card.before, 'day');
  const span = card.before.hasNoDayLimit === true ? 'in all' : 'today';
  const proposed = limit > 0 ? (card.loss.total / limit) * 100 : 0;
  const after = usedPct + reservedPct + proposed;
  const before = limit * (1 - (usedPct + reservedPct) / 100);
  const { stop, commission, slippage, total, pctOfBalance } = card.loss;
  const parts = `${moneyText(-stop, currency)} stop, ${moneyText(-commission, currency)} commission, ${moneyText(-slippage, currency)} slippage`;
  // A stop bounds the price, not the fill: a jump by its own distance again is the stress that is looked at.
  const jumped = before - total - stop;
  const stress = `by its distance again: ${moneyText(-total - stop, currency)}, ${moneyText(jumped, currency)} left ${span}`;
  return (
    <div className="card-room">
      <span className="dim">
        {after > soft ? (
          <>
            <AlarmMark level="high" small /> Crosses the soft stop
          </>
        ) : jumped < 0 ? (
          <>
            <AlarmMark level="high" small /> A jump crosses the floor
          </>
        ) : (
          `Room ${span} at all stops`
        )}
      </span>
      <LimitBar
        used={usedPct}
        reserved={reservedPct}
        proposed={proposed}
        soft={soft}
        hard={hard}
        label={
          `${pctText(usedPct)} used, ${pctText(usedPct + reservedPct)} if every stop is hit, ${pctText(after)} with this order; ` +
          `soft stop at ${pctText(soft, 0)}, hard stop at ${pctText(hard, 0)}`
        }
      />
      <span className="num">
        {moneyText(before, currency)} → <b className="strong">{moneyText(before - total, currency)}</b>{' '}
        <span className="unit">{currency}</span>
      </span>
      <span className="dim">This order at its stop</span>
      <span className="mid cut" title={`${parts}. If its stop is jumped ${stress}`}>
        {parts}
      </span>
      <span className="num">
        <b className="strong">{moneyText(-total, currency)}</b>{' '}
        <span className="unit">
          {currency} · {pctText(pctOfBalance, 2)}
        </span>
      </span>
      <span className="dim whole">If its stop is jumped</span>
      <span className="mid wrap whole legs">{stress}</span>
      <Exposure card={card} />
    </div>
  );
}

/** What the order does to the currencies of its symbol. */
function Exposure({ card: { exposure = [] } }: { readonly card: ApprovalCard }) {
  const currency = useEngine(currencyOf);
  if (exposure.length === 0) return null;
  return (
    <>
      <span className="dim whole">Net exposure, {currency}</span>
      <span className="mid wrap whole legs">
        {exposure.map((leg) => `${leg.currency} ${grouped(leg.before, 0)} → ${grouped(leg.after, 0)}`).join(', ')}
      </span>
    </>
  );
}
