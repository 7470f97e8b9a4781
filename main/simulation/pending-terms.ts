import type { OrderRequest, Quote } from '#shared/domain';
import type { Request } from '#shared/ipc';
import type { Dice } from './dice.ts';
import { NATURE, SYMBOLS } from './walking-market.ts';

/** Orders of one group come within so many signals. */
const GROUP_SPAN = 12;

/** Terms of an entry that waits for its price, near enough that the market may come there; every second one belongs to a group. */
export function waitingTerms(broker: { quote(symbol: string): Quote | null }, dice: Dice, count: number) {
  const symbol = dice.pick(SYMBOLS);
  const isBuy = dice.hits(0.5);
  const type = dice.pick(['limit', 'limit', 'stop', 'stop_limit']);
  const { pip, bid, digits } = NATURE[symbol];
  const quote = broker.quote(symbol);
  const up = isBuy ? 1 : -1;
  const round = (value: number): number => Number(value.toFixed(digits));
  const from = (isBuy ? quote?.ask : quote?.bid) ?? bid;
  const price = round(from + (type === 'limit' ? -up : up) * dice.pick([2, 4, 8, 20]) * pip);
  const entry = type === 'stop_limit' ? round(price - up * 1.5 * pip) : price;
  const stop = dice.pick([12, 20, 35]);
  return {
    ...{ symbol, isBuy, order_type: type, valid_for: dice.pick([15, 90, 600]) },
    ...(type === 'stop_limit' ? { price } : {}),
    ...(dice.hits(0.5) ? { oco: `g${Math.floor(count / GROUP_SPAN)}` } : {}),
    price_levels: { entry, stop_loss: round(entry - up * stop * pip), take_profit: round(entry + up * 3.5 * stop * pip) },
  };
}

type Waiting = Pick<Extract<OrderRequest, { op: 'open' }>, 'stopLoss' | 'pending'>;

/** Other terms for one that waits: its price with its stop, its stop alone, or its end. */
export function otherTerms({ pending, stopLoss }: Waiting, nowMs: number, dice: Dice): Omit<Request<'order.replace'>, 'order'> {
  const round = (value: number): number => Number(value.toFixed(stopLoss > 20 ? 3 : 5));
  const [price, fill] = [pending?.price ?? stopLoss, pending?.stopLimit ?? pending?.price ?? stopLoss];
  const moved = (dice.roll() - 0.5) * 0.0006 * stopLoss;
  const terms = {
    price: { price: round(price + moved), stopLoss: round(stopLoss + moved) },
    stop: { stopLoss: round(stopLoss + (fill - stopLoss) * (dice.roll() - 0.3)) },
    end: { expiresAt: Math.floor(nowMs) + dice.pick([15_000, 90_000]) },
  };
  return terms[dice.pick(['price', 'stop', 'end'])];
}
