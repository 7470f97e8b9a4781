import type { Quote } from '#shared/domain';
import type { Excursion } from '../replay-trade.ts';

type Followed = {
  readonly symbol: string;
  readonly isBuy: boolean;
  readonly entry: number;
  readonly stop: number | null;
  mae: number;
  mfe: number;
};

/** Follows open positions price by price. */
export class Excursions {
  readonly #open = new Map<string, Followed>();

  opened(ticket: string, at: Omit<Followed, 'mae' | 'mfe'>): void {
    this.#open.set(ticket, { ...at, mae: 0, mfe: 0 });
  }

  /** A buy is closed at the bid, a sale at the ask. */
  price({ symbol, bid, ask }: Pick<Quote, 'symbol' | 'bid' | 'ask'>): void {
    for (const one of this.#open.values()) if (one.symbol === symbol) reach(one, one.isBuy ? bid : ask);
  }

  /** `exit`: a stop within a bar is dealt at a price that was never quoted by itself. Null: it was not followed. */
  closed(ticket: string, exit: number): Excursion | null {
    const one = this.#open.get(ticket);
    if (one === undefined) return null;
    this.#open.delete(ticket);
    reach(one, exit);
    const risk = one.stop === null ? 0 : Math.abs(one.entry - one.stop);
    const inR = (distance: number): number | null => (risk === 0 ? null : rounded(distance / risk));
    return { mae: rounded(one.mae), mfe: rounded(one.mfe), maeR: inR(one.mae), mfeR: inR(one.mfe) };
  }
}

function reach(one: Followed, price: number): void {
  const gain = one.isBuy ? price - one.entry : one.entry - price;
  if (gain > one.mfe) one.mfe = gain;
  if (-gain > one.mae) one.mae = -gain;
}

const rounded = (value: number): number => Number(value.toFixed(8));
