import type { Deal } from '#shared/domain';
import { typeOf, type Book, type WorkingOrder } from './book.ts';
import type { OrderType } from './trade-request.ts';
import { TRANSACTIONS_MAX, type OrderState, type Transaction, type TransactionKind } from './transaction.ts';

const NOTHING = {
  order: '0',
  deal: '0',
  position: '0',
  positionBy: '0',
  symbol: '',
  orderType: null,
  orderState: null,
  volume: 0,
  price: 0,
  stopLoss: 0,
  takeProfit: 0,
  result: null,
} as const;

export function tell(book: Book, kind: TransactionKind, what: Partial<Omit<Transaction, 'kind'>>): void {
  if (book.transactions.length < TRANSACTIONS_MAX) book.transactions.push({ ...NOTHING, ...what, kind });
}

const orderPart = (order: WorkingOrder) => ({
  order: order.ticket,
  symbol: order.symbol,
  orderType: typeOf(order),
  volume: order.volume,
  price: order.price,
  stopLoss: order.stopLoss ?? 0,
  takeProfit: order.takeProfit ?? 0,
});

export const tellPlaced = (book: Book, order: WorkingOrder): void => {
  tell(book, 'ORDER_ADD', { ...orderPart(order), orderState: 'started' });
  tell(book, 'ORDER_UPDATE', { ...orderPart(order), orderState: 'placed' });
};
export const tellUpdated = (book: Book, order: WorkingOrder, orderState: OrderState): void =>
  tell(book, 'ORDER_UPDATE', { ...orderPart(order), orderState });
export function tellGone(book: Book, order: WorkingOrder, orderState: OrderState): void {
  tell(book, 'ORDER_DELETE', { ...orderPart(order), orderState });
  tell(book, 'HISTORY_ADD', { ...orderPart(order), orderState });
}

/** How a deal stands to its order: whether the order came with it, whether nothing of it is left, and its type if not market. */
export type OrderEnd = { readonly isNew: boolean; readonly isLast: boolean; readonly orderType: OrderType | null };
export const AT_ONCE: OrderEnd = { isNew: true, isLast: true, orderType: null };

/**
 * A market order that ends in this deal: added, dealt, removed, in the history. For an exit the deal may also come last:
 * MetaTrader's documentation shows both, so which one is drawn from the account's seed and the deal's number.
 */
export function tellDealt(book: Book, deal: Deal, { isNew, isLast, orderType }: OrderEnd): void {
  const order = {
    order: deal.order,
    symbol: deal.symbol,
    orderType: orderType ?? (deal.direction === 'BUY' ? 'buy' : 'sell'),
    volume: deal.volume,
    price: deal.price,
  };
  if (isNew) tell(book, 'ORDER_ADD', { ...order, orderState: 'started', position: deal.entry === 'in' ? '0' : deal.position });
  const dealt = () => tell(book, 'DEAL_ADD', { ...order, deal: deal.ticket, position: deal.position });
  const isDealLast = isLast && deal.entry === 'out' && isOdd(book.settings.seed, deal.ticket);
  if (!isDealLast) dealt();
  if (isLast) {
    tell(book, 'ORDER_DELETE', { ...order, orderState: 'filled', position: deal.position });
    tell(book, 'HISTORY_ADD', { ...order, orderState: 'filled', position: deal.position });
  } else tell(book, 'ORDER_UPDATE', { ...order, orderState: 'partial', position: deal.position });
  if (isDealLast) dealt();
}

/** A coin of its own for each deal, so that telling draws nothing from the stream that moves prices. */
const isOdd = (seed: number, ticket: string): boolean => (Math.imul(Number(ticket) ^ seed, 0x9e3779b1) >>> 16) % 2 === 1;
