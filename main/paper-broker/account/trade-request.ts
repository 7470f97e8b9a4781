import type { Side } from '#shared/domain';

/** MetaTrader's order types; the place in the list is MetaTrader's number. */
export const ORDER_TYPES = [
  'buy',
  'sell',
  'buy_limit',
  'sell_limit',
  'buy_stop',
  'sell_stop',
  'buy_stop_limit',
  'sell_stop_limit',
] as const;
export type OrderType = (typeof ORDER_TYPES)[number];
/** All or nothing, what is there, the rest stays working, only as a maker. */
export type Filling = 'fok' | 'ioc' | 'return' | 'boc';
export type Lifetime = 'gtc' | 'day' | 'specified' | 'specified_day';

const SIDES: Readonly<Record<OrderType, Side>> = {
  buy: 'BUY',
  sell: 'SELL',
  buy_limit: 'BUY',
  sell_limit: 'SELL',
  buy_stop: 'BUY',
  sell_stop: 'SELL',
  buy_stop_limit: 'BUY',
  sell_stop_limit: 'SELL',
};
export const sideOf = (type: OrderType): Side => SIDES[type];

type Stops = { readonly stopLoss: number | null; readonly takeProfit: number | null };
type Life = { readonly lifetime: Lifetime; readonly expiresAt: number | null };

/** A trade request in MetaTrader's own terms (MqlTradeRequest), with what each action needs and nothing else. */
export type TradeRequest =
  | (Stops & {
      readonly action: 'deal';
      readonly symbol: string;
      readonly type: 'buy' | 'sell';
      readonly volume: number;
      /** What the asker saw. Instant and request execution honour it; market execution does not look at it. */
      readonly price: number;
      /** Points the price may have moved from it. */
      readonly deviation: number;
      readonly filling: Filling;
      /** The position to close, wholly or in part; null opens. */
      readonly position: string | null;
      readonly magic: number;
      readonly comment: string;
    })
  | (Stops &
      Life & {
        readonly action: 'pending';
        readonly symbol: string;
        readonly type: Exclude<OrderType, 'buy' | 'sell'>;
        readonly volume: number;
        readonly price: number;
        /** The limit of a stop-limit order; 0 for others. */
        readonly stopLimit: number;
        readonly filling: Filling;
        readonly magic: number;
        readonly comment: string;
      })
  | (Stops & { readonly action: 'sltp'; readonly position: string })
  | (Stops & Life & { readonly action: 'modify'; readonly order: string; readonly price: number; readonly stopLimit: number })
  | { readonly action: 'remove'; readonly order: string }
  | { readonly action: 'close_by'; readonly position: string; readonly by: string; readonly comment: string };

export type TradeOf<Action extends TradeRequest['action']> = Extract<TradeRequest, { action: Action }>;
