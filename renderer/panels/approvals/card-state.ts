import type { ApprovalCard } from '#shared/events';
import { useLacking } from '../../controls/index.ts';
import { useAsk, useEngine, useLastRefusal } from '../../store/index.ts';

/** What may be done with a card now, by pointer and by key alike: why an act is unavailable, or null. */
export type CardState = {
  readonly approving: boolean;
  readonly rejecting: boolean;
  readonly refusal: string | null;
  /** How it was answered; null while it is open. */
  readonly how: string | null;
  readonly noApprove: string | null;
  readonly noReject: string | null;
};

/** Approving needs a live window: a card may be the past. Rejecting takes risk away and needs none. */
export function useCardState({ signalId }: ApprovalCard, over: boolean): CardState {
  const approve = useAsk(`approve:${signalId}`);
  const reject = useAsk(`reject:${signalId}`);
  const how = useEngine(({ cockpit }) => (over ? (cockpit.signals.get(signalId)?.approval?.how ?? 'over') : null));
  const refusal = useLastRefusal(`approve:${signalId}`, `reject:${signalId}`);
  const live = useEngine(({ link }) => link === 'live');
  const isAsked = approve.asked || reject.asked;
  const lacking = useLacking('signal.approve');
  const closed = over ? 'This card is no longer open' : isAsked ? 'Asked; waiting for the engine' : lacking;
  return {
    approving: approve.asked,
    rejecting: reject.asked,
    refusal,
    how,
    noApprove: closed ?? (live ? null : 'Not live: what the card shows may be the past'),
    noReject: closed,
  };
}
