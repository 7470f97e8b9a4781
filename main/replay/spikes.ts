import type { Bar, Quote } from '#shared/domain';

/** A price that stands alone: beyond those before and after it by many times what they usually move. UTC ms. */
export type Spike = { readonly at: number; readonly price: number; readonly times: number };

/** Bars whose mean range is the usual one, and how often it a wick has to be to be one alone. */
const [USUAL_BARS, BAR_TIMES] = [60, 10];
/** Ticks whose mean step is the usual one, and how often it a tick has to stand off. */
const [USUAL_TICKS, TICK_TIMES] = [200, 30];

/** Wicks that neither the bar's own body nor the bars beside it reach; the first `USUAL_BARS` bars tell nothing. */
export function spikesInBars(bars: readonly Bar[]): readonly Spike[] {
  const usual = new Mean(USUAL_BARS);
  return bars.flatMap((bar, index) => {
    const [before, after, mean] = [bars[index - 1], bars[index + 1], usual.value];
    usual.add(bar.high - bar.low);
    if (before === undefined || mean === null || mean === 0) return [];
    const above = bar.high - Math.max(bar.open, bar.close, before.high, after?.high ?? 0);
    const below = Math.min(bar.open, bar.close, before.low, after?.low ?? Infinity) - bar.low;
    const times = Math.max(above, below) / mean;
    return times < BAR_TIMES ? [] : [{ at: bar.time, price: above > below ? bar.high : bar.low, times: Math.round(times) }];
  });
}

/** Ticks whose bid is far from the one before and the one after, which are near each other. */
export function spikesInTicks(ticks: readonly Quote[]): readonly Spike[] {
  const usual = new Mean(USUAL_TICKS);
  return ticks.flatMap(({ bid, at }, index) => {
    const [before, after, mean] = [ticks[index - 1], ticks[index + 1], usual.value];
    if (before === undefined) return [];
    const step = Math.abs(bid - before.bid);
    usual.add(step);
    if (after === undefined || mean === null || mean === 0) return [];
    const isBeyond = Math.sign(bid - before.bid) === Math.sign(bid - after.bid);
    const times = Math.min(step, Math.abs(bid - after.bid)) / mean;
    return isBeyond && times >= TICK_TIMES ? [{ at, price: bid, times: Math.round(times) }] : [];
  });
}

/** The mean of the last so many values; null until there are so many. */
class Mean {
  readonly #values: Float64Array;
  #sum = 0;
  #count = 0;

  constructor(size: number) {
    this.#values = new Float64Array(size);
  }

  get value(): number | null {
    return this.#count < this.#values.length ? null : Math.max(0, this.#sum) / this.#values.length;
  }

  add(value: number): void {
    const at = this.#count % this.#values.length;
    this.#sum += value - (this.#values[at] ?? 0);
    this.#values[at] = value;
    this.#count += 1;
  }
}
