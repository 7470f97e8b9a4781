import type { KeyboardEvent } from 'react';
import type { ApprovalCard } from '#shared/events';
import type { Actions } from '../../store/index.ts';

/** A, R and O act on the card that has the focus, and nowhere else. */
export function cardKeys(card: ApprovalCard, act: Actions): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target instanceof HTMLInputElement) return;
    const override = card.overrides.length > 0;
    const key = event.key.toLowerCase();
    if (key === 'a' && !override) void act.approve(card);
    else if (key === 'r') void act.reject(card);
    else if (key === 'o' && override) act.openDialog({ kind: 'override', signalId: card.signalId });
    else return;
    event.preventDefault();
  };
}
