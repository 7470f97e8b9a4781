import type { OrderLife, OrderState } from './state.ts';

/** Where each state of an order may lead. Both ends are final: what is known is never unlearned. */
const NEXT: Readonly<Record<OrderState, readonly OrderState[]>> = {
  intended: ['sent', 'acknowledged', 'working', 'confirmed', 'refused', 'unknown'],
  sent: ['acknowledged', 'working', 'confirmed', 'refused', 'unknown'],
  acknowledged: ['working', 'confirmed', 'refused', 'unknown'],
  working: ['confirmed', 'refused', 'unknown'],
  unknown: ['confirmed', 'refused'],
  confirmed: [],
  refused: [],
};

/** May an order go from one state to the other? */
export const mayBecome = (from: OrderState, to: OrderState): boolean => NEXT[from].includes(to);

/** True while the terminal may still do something that we do not know of. */
export const isOpenOrder = ({ state }: Pick<OrderLife, 'state'>): boolean => NEXT[state].length > 0;

/** What the trader reads: a confirmed order shows its result. */
export type OrderPhase = Exclude<OrderState, 'confirmed'> | 'partial' | 'filled' | 'done';

/** The phase of an order: `filled` and `partial` are of what deals, `done` of what only changes or cancels. */
export function orderPhase({ state, outcome, request }: Pick<OrderLife, 'state' | 'outcome' | 'request'>): OrderPhase {
  if (state !== 'confirmed') return state;
  if (request.op !== 'open' && request.op !== 'close') return 'done';
  return outcome?.kind === 'confirmed' && outcome.retcode === 10010 ? 'partial' : 'filled';
}
