import type { OrderRequest } from '#shared/domain';
import type { Done } from './arrival.ts';
import type { TradeRequest } from './trade-request.ts';

/** What can go wrong between a broker and us, on purpose. */
export type Fault =
  /** The order is done; the answer never arrives. */
  | { readonly kind: 'answer_lost' }
  /** The order is done, and the server answers 10012 (timeout) all the same, or another code that leaves it open: 10011, 10031. */
  | { readonly kind: 'timeout'; readonly retcode?: 10011 | 10012 | 10031 }
  /** The order is done; its comment arrives cut to this many characters, as some brokers do. */
  | { readonly kind: 'comment_cut'; readonly chars: number }
  /** The order is done; the position bears a comment of the broker's own. */
  | { readonly kind: 'comment_replaced'; readonly text: string }
  /** 10004: the price moved away, nothing is done. */
  | { readonly kind: 'requote' }
  /** 10010: only this share of the volume (0..1) is dealt, the rest is cancelled; with RETURN it goes on working. */
  | { readonly kind: 'partial_fill'; readonly share: number }
  /** 10008: the server takes a market order, and deals it or gives it up so much later. */
  | { readonly kind: 'placed'; readonly afterMs: number; readonly ends: 'filled' | 'rejected' }
  /** The request is done and said to be; its stop and target are let drop without a word, with an entry or a change of levels. */
  | { readonly kind: 'levels_dropped' }
  /** Nothing is done, for this reason. Any return code of the server can be had with it. */
  | { readonly kind: 'refuse'; readonly retcode: number; readonly text: string };

/** Asked once for every new request, in the order they arrive; `clientOrderId` is null where a request bears none, `op` absent then. */
export type Faults = {
  strike(request: { readonly clientOrderId: string | null; readonly op?: OrderRequest['op'] }, nowMs: number): Fault | null;
  /** Share (0..1) of a waiting order's volume that there is at the price that reaches it; what is left waits on. Absent or null: all. */
  reached?(order: { readonly ticket: string; readonly clientOrderId: string | null }): number | null;
};

export const NO_FAULTS: Faults = { strike: () => null };

/** The request as the server meets it: how much there is to deal, and whether it takes its time. */
export const shareOf = (fault: Fault | null): number => (fault?.kind === 'partial_fill' ? fault.share : 1);
export const placedBy = (fault: Fault | null) => (fault?.kind === 'placed' ? { afterMs: fault.afterMs, ends: fault.ends } : null);

/** The request as the server carries it out, or the end that it tells of one that it only says to have carried out. */
export function carriedOut(request: TradeRequest, fault: Fault | null): TradeRequest | Done {
  if (fault?.kind !== 'levels_dropped') return request;
  if (request.action === 'sltp') return { retcode: 10009, ticket: request.position, order: null, deals: [] };
  return request.action === 'deal' && request.position === null ? { ...request, stopLoss: null, takeProfit: null } : request;
}

/** The refusal that a fault puts in the place of an answer; null when the request is carried out. */
export function refusedBy(fault: Fault | null): { readonly retcode: number; readonly text: string } | null {
  if (fault?.kind === 'requote') return { retcode: 10004, text: 'Requote: the price moved away' };
  return fault?.kind === 'refuse' ? { retcode: fault.retcode, text: fault.text } : null;
}
