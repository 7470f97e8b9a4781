import type { SignalState } from '#shared/domain';

/**
 * Where each state of a signal may lead. Exits and cancels take the short way (`received` to `ordered` to an end). A rejected
 * signal goes on only when the trader overrides the refusal; every other end is final.
 */
const NEXT: Readonly<Record<SignalState, readonly SignalState[]>> = {
  received: ['evaluated', 'ordered', 'closed', 'rejected', 'cancelled', 'failed'],
  evaluated: ['awaiting_approval', 'in_pipeline', 'rejected'],
  awaiting_approval: ['in_pipeline', 'rejected', 'expired', 'cancelled'],
  in_pipeline: ['ordered', 'rejected', 'failed'],
  // `closed` at once: an exit that is done, or an entry that was filled and closed before anybody looked.
  // `cancelled`, `expired`: an entry that rested and was never filled.
  // `in_pipeline`: requoted, and asked for again with a fresh price.
  ordered: ['in_pipeline', 'open', 'unknown', 'closed', 'failed', 'cancelled', 'expired'],
  // `ordered`: found resting at the broker.
  unknown: ['ordered', 'open', 'closed', 'failed', 'cancelled', 'expired'],
  // `failed`: the trader adopted that the terminal has no such position.
  open: ['closed', 'failed'],
  rejected: ['in_pipeline'],
  closed: [],
  expired: [],
  cancelled: [],
  failed: [],
};

/** May a signal go from one state to the other? */
export const mayMove = (from: SignalState, to: SignalState): boolean => NEXT[from].includes(to);
