import type { KeyboardEvent } from 'react';
import type { ApprovalCard } from '#shared/events';
import type { Actions } from '../../store/index.ts';

/** A and R act on the card that has the focus, and nowhere else. */
export function cardKeys(card: ApprovalCard, act: Actions): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target instanceof HTMLInputElement) return;
    const key = event.key.toLowerCase();
    if (key === 'a') void act.approve(card);
    else if (key === 'r') void act.reject(card);
    else return;
    event.preventDefault();
  };
}
