import type { OrderRequest } from '#shared/domain';
import type { Decision, Payload } from '#shared/events';
import { makeClientOrderId } from './client-order-id.ts';

/** A close or a cancel that the terminal does not get to within this time is not carried out any more. */
const DEADLINE_MS = 10_000;

/** What makes something at the terminal go away: a pending order is cancelled, a position closed whole (`volume` null) or in part. */
export type Ending =
  | { readonly op: 'cancel'; readonly ticket: string }
  | { readonly op: 'close'; readonly ticket: string; readonly position?: string; readonly volume: number | null };

/** Two opposite positions of a symbol are closed by each other. */
export type ClosingBy = Omit<Extract<OrderRequest, { op: 'close_by' }>, 'clientOrderId' | 'deadlineAt'>;

/** Who asks, and what its client id is derived from. */
export type Asker = {
  /** Names the asker and what it wants gone. */
  readonly subject: string;
  readonly bornAt: number;
  readonly attempt: number;
} & Pick<Payload<'order.intended'>, 'signalId' | 'certificateId' | 'askedBy' | 'managed'>;

/** The intent to end a position or a pending order. It takes risk away, so it reserves none. */
export function intendEnding(ending: Ending | ClosingBy, symbol: string, at: number, asker: Asker): Decision {
  const { subject, bornAt, attempt, ...whose } = asker;
  const clientOrderId = makeClientOrderId(subject, bornAt, ending.op, attempt);
  const request: OrderRequest = { ...ending, clientOrderId, deadlineAt: at + DEADLINE_MS };
  return { type: 'order.intended', payload: { clientOrderId, ...whose, request, symbol, reserve: 0, riskMoney: 0 } };
}
