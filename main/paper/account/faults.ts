import type { OrderRequest } from '../../../shared/domain/index.ts';

/** What can go wrong between a broker and us, on purpose. */
export type Fault =
  /** The order is done; the answer never arrives. */
  | { readonly kind: 'answer_lost' }
  /** The order is done, and the server answers 10012 (timeout) all the same. */
  | { readonly kind: 'timeout' }
  /** The order is done; its comment arrives cut to this many characters, as some brokers do. */
  | { readonly kind: 'comment_cut'; readonly chars: number }
  /** 10004: the price moved away, nothing is done. */
  | { readonly kind: 'requote' }
  /** 10010: only this share of the volume (0..1) is dealt, the rest is cancelled. */
  | { readonly kind: 'partial_fill'; readonly share: number }
  /** Nothing is done, for this reason. */
  | { readonly kind: 'refuse'; readonly retcode: number; readonly text: string };

/** Asked once for every new request, in the order they arrive. */
export type Faults = { strike(request: OrderRequest, nowMs: number): Fault | null };

export const NO_FAULTS: Faults = { strike: () => null };
