import type { ApprovalCard } from '#shared/events';
import { Button } from '../../controls/index.ts';
import { useAct } from '../../store/index.ts';
import { cardSide } from '../reading/index.ts';
import type { CardState } from './card-state.ts';
import './card-acts.css';

type CardActsProps = { readonly card: ApprovalCard; readonly state: CardState; readonly compact?: boolean };

const atZero = ({ mode }: ApprovalCard): string => (mode === 'veto' ? 'At 0 s it is executed' : 'At 0 s it expires, not traded');

/** Approve and Reject, one act each; what was asked is shown until the engine's record answers. */
export function CardActs({ card, state, compact = false }: CardActsProps) {
  const { approving, rejecting, refusal, how, noApprove, noReject } = state;
  const buttons = (
    <>
      <Enter card={card} compact={compact} asked={approving} unavailable={noApprove} />
      <Reject card={card} compact={compact} asked={rejecting} unavailable={noReject} />
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
  compact ? { about: `${card.symbol} ${cardSide(card)}`, size: 'small' } : { size: 'tall' };

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
