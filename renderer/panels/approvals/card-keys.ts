import type { KeyboardEvent } from 'react';
import type { ApprovalCard } from '#shared/events';
import type { Actions } from '../../store/index.ts';
import type { CardState } from './card-state.ts';

/**
 * A and R act on the card that has the focus, and nowhere else, Shift+R asks for the reason; where its button is unavailable, its key does
 * nothing either.
 */
export function cardKeys(card: ApprovalCard, act: Actions, { noApprove, noReject }: CardState): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target instanceof HTMLInputElement) return;
    const key = event.key.toLowerCase();
    if (key !== 'a' && key !== 'r') return;
    if (key === 'a' && noApprove === null) void act.approve(card);
    if (key === 'r' && noReject === null && !event.shiftKey) void act.reject(card);
    if (key === 'r' && noReject === null && event.shiftKey) act.openDialog({ kind: 'reject', signalId: card.signalId });
    event.preventDefault();
  };
}
