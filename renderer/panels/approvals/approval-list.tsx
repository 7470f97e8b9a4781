import { Countdown, useHeldOrder } from '../../controls/index.ts';
import { grouped, lotsText, pctText, strategyText } from '../../format/index.ts';
import { useAct, useEngine } from '../../store/index.ts';
import { cardSide } from '../reading/index.ts';
import type { ApprovalCard } from '#shared/events';
import { ApprovalCardView } from './approval-card.tsx';
import { CardActs } from './card-acts.tsx';
import { cardKeys } from './card-keys.ts';
import { useCardState } from './card-state.ts';
import './approval-list.css';

/** Cards that have their candles: a canvas each, for those that come next. */
const CHARTS_MAX = 3;

/** Oldest first: the first card at length, the others as lines (or all at length with `full`). */
export function ApprovalList({ full = false }: { readonly full?: boolean }) {
  const pending = useEngine(({ cockpit }) => cockpit.pending);
  const signals = useEngine(({ cockpit }) => cockpit.signals);
  const { ids, hold } = useHeldOrder([...pending.keys()], true);
  const cards = ids.map((id) => pending.get(id) ?? signals.get(id)?.card ?? null).filter((card) => card !== null);
  const [first, ...rest] = cards;
  const long = full ? cards : first === undefined ? [] : [first];
  const short = full ? [] : rest;
  return (
    <div role="group" aria-label="Approvals" data-testid="approvals" {...hold}>
      {long.map((card, index) => (
        <ApprovalCardView
          key={card.signalId}
          card={card}
          over={!pending.has(card.signalId)}
          withChart={full && index < CHARTS_MAX}
        />
      ))}
      {short.length > 0 && (
        <ol className="queue">
          {short.map((card) => (
            <QueueLine key={card.signalId} card={card} over={!pending.has(card.signalId)} />
          ))}
        </ol>
      )}
    </div>
  );
}

function QueueLine({ card, over }: { readonly card: ApprovalCard; readonly over: boolean }) {
  const act = useAct();
  const state = useCardState(card, over);
  const ttl = card.expiresAt - card.askedAt;
  return (
    <li tabIndex={-1} onKeyDown={cardKeys(card, act, state)}>
      <Countdown until={card.expiresAt} whole={ttl} small />
      <span className="cut">
        <b className="strong">{card.symbol}</b> <span className="side">{cardSide(card)}</span> {lotsText(card.lots)}
      </span>
      <span className="mid cut">
        {strategyText(card.strategyId)} · RR {grouped(card.rr, 1)}
      </span>
      <span className="num">{pctText(card.loss.pctOfBalance, 2)}</span>
      <CardActs card={card} state={state} compact />
    </li>
  );
}
