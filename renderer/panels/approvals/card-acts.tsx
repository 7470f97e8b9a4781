import type { ApprovalCard } from '../../../shared/events/index.ts';
import { Button } from '../../controls/index.ts';
import { useAct, useAsk, useEngine } from '../../store/index.ts';

const atZero = ({ mode, overrides }: ApprovalCard): string =>
  overrides.length > 0 ? 'At 0 s it stays refused' : mode === 'veto' ? 'At 0 s it is executed' : 'At 0 s it expires, not traded';

/** Approve (or Override…) and Reject, one act each; what was asked is shown until the engine's record answers. */
export function CardActs({
  card,
  over,
  compact = false,
}: {
  readonly card: ApprovalCard;
  readonly over: boolean;
  readonly compact?: boolean;
}) {
  const act = useAct();
  const approve = useAsk(`approve:${card.signalId}`);
  const reject = useAsk(`reject:${card.signalId}`);
  const override = useAsk(`override:${card.signalId}`);
  const how = useEngine(({ cockpit }) => (over ? (cockpit.signals.get(card.signalId)?.approval?.how ?? 'over') : null));
  const asked = approve.asked || reject.asked || override.asked;
  const refusal = approve.refusal ?? reject.refusal ?? override.refusal;
  const live = useEngine(({ link }) => link === 'live');
  const unavailable = over ? 'This card is no longer open' : asked ? 'Asked; waiting for the engine' : null;
  const entry = unavailable ?? (live ? null : 'Not live: what the card shows may be the past');
  const size = compact ? 'small' : 'tall';
  const about = compact ? `${card.symbol} ${card.side}` : undefined;
  const more = about === undefined ? {} : { about };
  const isOverride = card.overrides.length > 0;
  const note = how === null ? atZero(card) : `This card is ${how}`;
  const buttons = (
    <>
      {isOverride ? (
        <Button
          {...more}
          size={size}
          testId="override"
          unavailable={entry}
          onClick={() => act.openDialog({ kind: 'override', signalId: card.signalId })}
        >
          {override.asked ? 'Asked…' : 'Override…'} {!compact && <span className="kbd roomy">O</span>}
        </Button>
      ) : (
        <Button
          {...more}
          size={size}
          look={compact ? 'plain' : 'primary'}
          testId="approve"
          unavailable={entry}
          onClick={() => void act.approve(card)}
        >
          {approve.asked ? 'Asked…' : 'Approve'} {!compact && <span className="kbd roomy">A</span>}
        </Button>
      )}
      <Button
        {...more}
        size={size}
        look={compact ? 'quiet' : 'plain'}
        testId="reject"
        unavailable={unavailable}
        onClick={() => void act.reject(card)}
      >
        {reject.asked ? 'Asked…' : 'Reject'} {!compact && <span className="kbd roomy">R</span>}
      </Button>
    </>
  );
  if (compact) return <span className="nowrap">{how === null ? (refusal ?? buttons) : how}</span>;
  return (
    <div className="card-acts">
      {buttons}
      <p role={refusal === null ? undefined : 'status'}>{refusal ?? note}</p>
    </div>
  );
}
