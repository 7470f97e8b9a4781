import type { Bar } from '#shared/domain';

const PERIOD = { fast: 10, slow: 30 } as const;

/** A moving average that forgets by itself. */
class Average {
  readonly #last: Float64Array;
  #at = 0;
  #seen = 0;
  #sum = 0;

  constructor(period: number) {
    this.#last = new Float64Array(period);
  }

  next(value: number): number | null {
    this.#sum += value - (this.#last[this.#at] ?? 0);
    this.#last[this.#at] = value;
    this.#at = (this.#at + 1) % this.#last.length;
    this.#seen += 1;
    return this.#seen < this.#last.length ? null : this.#sum / this.#last.length;
  }
}

/** The trivial event engine: a moving-average cross, filled at the next open, with stop, target, equity and a trade log. */
export function playTrivially(bars: readonly Bar[]): number {
  const [fast, slow] = [new Average(PERIOD.fast), new Average(PERIOD.slow)];
  const log: { readonly at: number; readonly price: number; readonly gain: number }[] = [];
  let held: { readonly entry: number; readonly stop: number; readonly target: number } | null = null;
  let wanted = false;
  let equity = 10_000;
  let peak = equity;
  let drawdown = 0;
  const leave = (price: number, at: number): void => {
    if (held === null) return;
    const gain = (price - held.entry) * 1e4;
    equity += gain;
    log.push({ at, price, gain });
    held = null;
  };
  for (const bar of bars) {
    if (wanted && held === null) held = { entry: bar.open + 1e-5, stop: bar.open - 0.005, target: bar.open + 0.01 };
    else if (!wanted && held !== null) leave(bar.open - 1e-5, bar.time);
    if (held !== null && bar.low <= held.stop) leave(held.stop, bar.time);
    else if (held !== null && bar.high >= held.target) leave(held.target, bar.time);
    const worth = equity + (held === null ? 0 : (bar.close - held.entry) * 1e4);
    peak = Math.max(peak, worth);
    drawdown = Math.max(drawdown, peak - worth);
    const [quick, steady] = [fast.next(bar.close), slow.next(bar.close)];
    if (quick !== null && steady !== null) wanted = quick > steady;
  }
  return log.length + drawdown;
}
