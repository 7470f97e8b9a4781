import type { ReactNode } from 'react';
import type { ApprovalCard } from '#shared/events';
import { Button } from '../../controls/index.ts';
import { soonText } from '../../format/index.ts';
import { useAct, useNow } from '../../store/index.ts';
import { cardSide } from '../reading/index.ts';
import type { CardState } from './card-state.ts';
import './card-acts.css';

type CardActsProps = { readonly card: ApprovalCard; readonly state: CardState; readonly compact?: boolean };

/** What happens to a card that nobody answers. */
export function AtZero({ card: { mode } }: { readonly card: ApprovalCard }) {
  if (mode === 'veto') return <>At 0 s it is executed</>;
  return (
    <>
      At 0 s it expires<span className="roomy">, not traded</span>
    </>
  );
}

/**
 * One act each way; what was asked is shown until the engine's record answers. The first of the two is the one that the card waits for: an
 * approval where silence trades nothing, a veto where silence trades.
 */
export function CardActs({ card, state, compact = false }: CardActsProps) {
  const { refusal, how } = state;
  const acts = { card, state, compact };
  const buttons =
    card.mode === 'veto' ? (
      <>
        <Reject {...acts} />
        <Enter {...acts} />
      </>
    ) : (
      <>
        <Enter {...acts} />
        <Reject {...acts} />
      </>
    );
  if (compact) return <span className="nowrap">{how === null ? (refusal ?? buttons) : how}</span>;
  return (
    <div className="card-acts">
      {buttons}
      <div className="card-end">
        <p role={refusal === null ? undefined : 'status'}>
          {refusal ?? (how === null ? <AtZero card={card} /> : `This card is ${how}`)}
        </p>
        <RejectWhy card={card} unavailable={state.noReject} />
      </div>
    </div>
  );
}

/** The headline of a card that trades by itself. */
export function ExecutesIn({ card }: { readonly card: ApprovalCard }) {
  const left = Math.max(0, card.expiresAt - useNow(250));
  return (
    <p className="executes">
      <b>Executes in {soonText(left)}</b> unless you veto
    </p>
  );
}

type ActProps = { readonly card: ApprovalCard; readonly state: CardState; readonly compact: boolean };

/** A key that works while the card has the focus. */
const Key = ({ name, compact }: { readonly name: string; readonly compact: boolean }): ReactNode =>
  compact ? null : (
    <span className="kbd roomy" aria-hidden="true">
      {name}
    </span>
  );

const nameOf = ({ card, compact }: ActProps): { readonly about?: string; readonly size: 'small' | 'tall' } =>
  compact ? { about: `${card.symbol} ${cardSide(card)}`, size: 'small' } : { size: 'tall' };
/** The act that the card waits for stands out; among the lines of the queue none does. */
const lookOf = (isFirst: boolean, compact: boolean): 'primary' | 'plain' | 'quiet' =>
  compact ? (isFirst ? 'plain' : 'quiet') : isFirst ? 'primary' : 'plain';

function Enter(props: ActProps) {
  const { card, compact, state } = props;
  const act = useAct();
  const isVeto = card.mode === 'veto';
  return (
    <Button
      {...nameOf(props)}
      look={isVeto ? 'quiet' : lookOf(true, compact)}
      testId="approve"
      unavailable={state.noApprove}
      onClick={() => void act.approve(card)}
    >
      {state.approving ? 'Asked…' : isVeto ? 'Execute now' : 'Approve'}
      <Key name="A" compact={compact} />
    </Button>
  );
}

function Reject(props: ActProps) {
  const { card, compact, state } = props;
  const act = useAct();
  const isVeto = card.mode === 'veto';
  return (
    <Button
      {...nameOf(props)}
      look={lookOf(isVeto, compact)}
      testId="reject"
      unavailable={state.noReject}
      onClick={() => void act.reject(card)}
    >
      {state.rejecting ? 'Asked…' : isVeto ? 'Veto' : 'Reject'}
      <Key name="R" compact={compact} />
    </Button>
  );
}

type RejectWhyProps = { readonly card: ApprovalCard; readonly unavailable: string | null };

/** A rejection with its reason on record. */
function RejectWhy({ card, unavailable }: RejectWhyProps) {
  const act = useAct();
  return (
    <Button
      size="small"
      look="quiet"
      testId="reject-why"
      about={card.mode === 'veto' ? 'of a veto' : 'of a rejection'}
      unavailable={unavailable}
      onClick={() => act.openDialog({ kind: 'reject', signalId: card.signalId })}
    >
      Reason…
    </Button>
  );
}
