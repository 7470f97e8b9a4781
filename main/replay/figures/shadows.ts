import type { Bar, Quote } from '#shared/domain';

/** What a refused signal would have made, in R of its own stop, if it had been followed to stop or target without any management. */
export type Shadow = { readonly r: number; readonly end: 'stop' | 'target' | 'data' };
export type ShadowTerms = {
  readonly signalId: string;
  readonly symbol: string;
  readonly isBuy: boolean;
  readonly stop: number;
  readonly target: number;
};

/** More are not followed at once: they are counted as not followed. */
const OPEN_MAX = 5_000;

type Price = { readonly bid: number; readonly ask: number };
type Open = ShadowTerms & { readonly entry: number; readonly risk: number };

/**
 * Follows refused signals at the prices that came after them. A bar that holds stop and target counts as the stop, and a stop fills at
 * its level, or at the open beyond it.
 */
export class Shadows {
  readonly ended = new Map<string, Shadow>();
  readonly #open = new Map<string, Open>();
  /** The newest price of each symbol. */
  readonly #last = new Map<string, Price>();

  /** Begins at the newest price. A signal whose levels do not stand around it is not followed. */
  begin(terms: ShadowTerms): void {
    const last = this.#last.get(terms.symbol);
    if (last === undefined || this.#open.size >= OPEN_MAX) return;
    const entry = terms.isBuy ? last.ask : last.bid;
    const [risk, gain] = terms.isBuy ? [entry - terms.stop, terms.target - entry] : [terms.stop - entry, entry - terms.target];
    if (risk > 0 && gain > 0) this.#open.set(terms.signalId, { ...terms, entry, risk });
  }

  tick({ symbol, bid, ask }: Pick<Quote, 'symbol' | 'bid' | 'ask'>): void {
    for (const one of this.#open.values()) {
      if (one.symbol !== symbol) continue;
      const price = one.isBuy ? bid : ask;
      this.#judge(one, { open: price, worst: price, best: price });
    }
    this.#last.set(symbol, { bid, ask });
  }

  bar({ symbol, open, high, low, close, spreadPoints }: Bar, point: number): void {
    const ask = (bid: number): number => Number((bid + spreadPoints * point).toFixed(8));
    for (const one of this.#open.values())
      if (one.symbol === symbol)
        this.#judge(one, one.isBuy ? { open, worst: low, best: high } : { open: ask(open), worst: ask(high), best: ask(low) });
    this.#last.set(symbol, { bid: close, ask: ask(close) });
  }

  /** A symbol's data end, or stop for long, or those of all: what is open ends at the newest price. */
  end(symbol?: string): void {
    for (const one of this.#open.values()) {
      const last = symbol === undefined || one.symbol === symbol ? this.#last.get(one.symbol) : undefined;
      if (last !== undefined) this.#finish(one, one.isBuy ? last.bid : last.ask, 'data');
    }
  }

  #judge(one: Open, { open, worst, best }: { readonly open: number; readonly worst: number; readonly best: number }): void {
    const way = one.isBuy ? 1 : -1;
    if ((worst - one.stop) * way <= 0) this.#finish(one, (open - one.stop) * way < 0 ? open : one.stop, 'stop');
    else if ((best - one.target) * way >= 0) this.#finish(one, one.target, 'target');
  }

  #finish(one: Open, price: number, end: Shadow['end']): void {
    this.#open.delete(one.signalId);
    const r = ((price - one.entry) * (one.isBuy ? 1 : -1)) / one.risk;
    this.ended.set(one.signalId, { r: Number(r.toFixed(4)), end });
  }
}
