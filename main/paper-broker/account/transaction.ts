import type { OrderType } from './trade-request.ts';

/** MetaTrader keeps so many that an Expert Advisor has not looked at; what comes then is lost. */
export const TRANSACTIONS_MAX = 1_024;

export type TransactionKind = 'ORDER_ADD' | 'ORDER_UPDATE' | 'ORDER_DELETE' | 'HISTORY_ADD' | 'DEAL_ADD' | 'POSITION' | 'REQUEST';
export type OrderState = 'started' | 'placed' | 'canceled' | 'partial' | 'filled' | 'rejected' | 'expired';

/** One message of the trade server (MqlTradeTransaction). Numbers it does not speak of are '0' and 0. */
export type Transaction = {
  readonly kind: TransactionKind;
  readonly order: string;
  readonly deal: string;
  readonly position: string;
  readonly positionBy: string;
  readonly symbol: string;
  readonly orderType: OrderType | 'close_by' | null;
  readonly orderState: OrderState | null;
  readonly volume: number;
  readonly price: number;
  readonly stopLoss: number;
  readonly takeProfit: number;
  /** Of a REQUEST only: which request, and what the server answered. */
  readonly result: { readonly request: string; readonly retcode: number; readonly text: string } | null;
};
