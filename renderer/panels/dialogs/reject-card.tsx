import { useRef, useState, type KeyboardEvent } from 'react';
import type { ApprovalCard } from '#shared/events';
import { Button, Confirm, Countdown, Dialog, Field, TextInput } from '../../controls/index.ts';
import { countText } from '../../format/index.ts';
import { useAct, useEngine } from '../../store/index.ts';
import { AtZero, useCardState } from '../approvals/index.ts';
import { cardSide, reasonMissing } from '../reading/index.ts';
import { useFinish } from './finish.ts';

/** What most rejections are for, one press each; the number in front is its key. */
const REASONS = ['News ahead', 'Spread too wide', 'Not my setup', 'Too late'] as const;

/** Rejects a card and says why, for the record. It takes risk away: one press is enough. */
export function RejectCard({ signalId }: { readonly signalId: string }) {
  const act = useAct();
  const pending = useEngine(({ cockpit }) => cockpit.pending.get(signalId));
  const kept = useEngine(({ cockpit }) => cockpit.signals.get(signalId)?.card ?? null);
  const card = pending ?? kept;
  if (card !== null) return <Question card={card} over={pending === undefined} />;
  return (
    <Dialog title="Reject" cancel="Close" onClose={act.closeDialog}>
      <p>This signal is no longer kept.</p>
    </Dialog>
  );
}

function Question({ card, over }: { readonly card: ApprovalCard; readonly over: boolean }) {
  const act = useAct();
  const finish = useFinish();
  const first = useRef<HTMLButtonElement>(null);
  const [other, setOther] = useState('');
  const { rejecting, refusal, how, noReject } = useCardState(card, over);
  const verb = card.mode === 'veto' ? 'Veto' : 'Reject';
  const reject = (reason: string): void => finish(act.reject(card, reason));
  const onKeyDown = ({ key }: KeyboardEvent): void => {
    const reason = REASONS[Number(key) - 1];
    if (reason !== undefined && noReject === null) reject(reason);
  };
  return (
    <Dialog
      title={`${verb} ${card.symbol} ${cardSide(card)}`}
      onClose={act.closeDialog}
      refusal={refusal}
      startAt={first}
      acts={
        <Confirm
          needs="signal.reject"
          testId="reject-confirm"
          asked={rejecting}
          missing={noReject ?? reasonMissing(other)}
          onConfirm={() => reject(other.trim())}
        >
          {verb}
        </Confirm>
      }
    >
      <div className="row">
        {how === null && <Countdown small until={card.expiresAt} whole={card.expiresAt - card.askedAt} />}
        <p>{how === null ? <AtZero card={card} /> : `This card is ${how}`}</p>
      </div>
      <div className="row" role="group" aria-label="Reasons" onKeyDown={onKeyDown}>
        {REASONS.map((reason, at) => (
          <Button
            key={reason}
            needs="signal.reject"
            unavailable={noReject}
            onClick={() => reject(reason)}
            {...(at === 0 ? { ref: first } : {})}
          >
            {reason}{' '}
            <span className="kbd" aria-hidden="true">
              {countText(at + 1)}
            </span>
          </Button>
        ))}
      </div>
      <Field label="Another reason (journaled)">
        <TextInput value={other} onChange={setOther} />
      </Field>
    </Dialog>
  );
}
