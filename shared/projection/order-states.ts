import type { OrderLife, OrderState } from './state.ts';

/** Where each state of an order may lead. Every end is final: what is known is never unlearned. */
const NEXT: Readonly<Record<OrderState, readonly OrderState[]>> = {
  intended: ['sent', 'acknowledged', 'working', 'confirmed', 'refused', 'unknown', 'cancelled', 'expired'],
  sent: ['acknowledged', 'working', 'confirmed', 'refused', 'unknown', 'cancelled', 'expired'],
  acknowledged: ['working', 'confirmed', 'refused', 'unknown', 'cancelled', 'expired'],
  working: ['confirmed', 'refused', 'unknown', 'cancelled', 'expired'],
  // `working`: a resting entry whose answer was lost, found at the broker.
  unknown: ['working', 'confirmed', 'refused', 'cancelled', 'expired'],
  confirmed: [],
  refused: [],
  cancelled: [],
  expired: [],
};

/** May an order go from one state to the other? */
export const mayBecome = (from: OrderState, to: OrderState): boolean => NEXT[from].includes(to);

/** True while the terminal may still do something that we do not know of. */
export const isOpenOrder = ({ state }: Pick<OrderLife, 'state'>): boolean => NEXT[state].length > 0;

/** An entry that waits at the broker for its price, or what is left of one that was filled in part. */
export const isResting = ({ state, request, rest }: Pick<OrderLife, 'state' | 'request' | 'rest'>): boolean =>
  rest !== undefined || (state === 'working' && request.op === 'open' && request.pending !== undefined);

/** What the trader reads: a confirmed order shows its result. */
export type OrderPhase = Exclude<OrderState, 'confirmed'> | 'partial' | 'filled' | 'done' | 'resting';

/** The phase of an order: `filled` and `partial` are of what deals, `done` of what only changes or cancels. */
export function orderPhase({
  state,
  outcome,
  request,
  rest,
}: Pick<OrderLife, 'state' | 'outcome' | 'request' | 'rest'>): OrderPhase {
  if (rest !== undefined) return 'partial';
  if (isResting({ state, request })) return 'resting';
  if (state !== 'confirmed') return state;
  if (request.op !== 'open' && request.op !== 'close') return 'done';
  return outcome?.kind === 'confirmed' && outcome.retcode === 10010 ? 'partial' : 'filled';
}
