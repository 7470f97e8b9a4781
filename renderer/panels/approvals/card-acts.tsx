import type { ApprovalCard } from '#shared/events';
import { Button } from '../../controls/index.ts';
import { useAct, useAsk, useEngine } from '../../store/index.ts';
import './card-acts.css';

type CardActsProps = { readonly card: ApprovalCard; readonly over: boolean; readonly compact?: boolean };

const atZero = ({ mode }: ApprovalCard): string => (mode === 'veto' ? 'At 0 s it is executed' : 'At 0 s it expires, not traded');

/** Approve and Reject, one act each; what was asked is shown until the engine's record answers. */
export function CardActs({ card, over, compact = false }: CardActsProps) {
  const approve = useAsk(`approve:${card.signalId}`);
  const reject = useAsk(`reject:${card.signalId}`);
  const how = useEngine(({ cockpit }) => (over ? (cockpit.signals.get(card.signalId)?.approval?.how ?? 'over') : null));
  const live = useEngine(({ link }) => link === 'live');
  const asked = approve.asked || reject.asked;
  const refusal = approve.refusal ?? reject.refusal;
  const closed = over ? 'This card is no longer open' : asked ? 'Asked; waiting for the engine' : null;
  const notLive = live ? null : 'Not live: what the card shows may be the past';
  const buttons = (
    <>
      <Enter card={card} compact={compact} asked={approve.asked} unavailable={closed ?? notLive} />
      <Reject card={card} compact={compact} asked={reject.asked} unavailable={closed} />
    </>
  );
  if (compact) return <span className="nowrap">{how === null ? (refusal ?? buttons) : how}</span>;
  return (
    <div className="card-acts">
      {buttons}
      <p role={refusal === null ? undefined : 'status'}>{refusal ?? (how === null ? atZero(card) : `This card is ${how}`)}</p>
    </div>
  );
}

type ActProps = {
  readonly card: ApprovalCard;
  readonly compact: boolean;
  readonly asked: boolean;
  readonly unavailable: string | null;
};

const nameOf = ({ card, compact }: ActProps): { readonly about?: string; readonly size: 'small' | 'tall' } =>
  compact ? { about: `${card.symbol} ${card.side}`, size: 'small' } : { size: 'tall' };

function Enter(props: ActProps) {
  const { card, compact, asked, unavailable } = props;
  const act = useAct();
  return (
    <Button
      {...nameOf(props)}
      look={compact ? 'plain' : 'primary'}
      testId="approve"
      unavailable={unavailable}
      onClick={() => void act.approve(card)}
    >
      {asked ? 'Asked…' : 'Approve'}
      {!compact && (
        <span className="kbd roomy" aria-hidden="true">
          A
        </span>
      )}
    </Button>
  );
}

function Reject(props: ActProps) {
  const { card, compact, asked, unavailable } = props;
  const act = useAct();
  return (
    <Button
      {...nameOf(props)}
      look={compact ? 'quiet' : 'plain'}
      testId="reject"
      unavailable={unavailable}
      onClick={() => void act.reject(card)}
    >
      {asked ? 'Asked…' : 'Reject'}
      {!compact && (
        <span className="kbd roomy" aria-hidden="true">
          R
        </span>
      )}
    </Button>
  );
}
