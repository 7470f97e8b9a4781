import type { Bar, Quote } from '#shared/domain';
import { BarBuilder, type PaperSymbol } from '../../paper-broker/index.ts';
import { BARS_MAX } from './paper-store.ts';

const TRIM_SLACK = 1_000;

/** Closed M1 bars of every symbol, newest last, at most BARS_MAX each and a little more, and the bars that are still growing. */
export class BarBook {
  readonly #closed = new Map<string, Bar[]>();
  readonly #builders = new Map<string, BarBuilder>();
  #unsaved: Bar[] = [];
  #seenAt = 0;

  /** `watchingSince`: from when on every tick is going to be given; null when it begins in the middle of a minute. */
  constructor(symbols: readonly PaperSymbol[], watchingSince: number | null) {
    for (const { symbol, point } of symbols) this.#builders.set(symbol, new BarBuilder(symbol, point, watchingSince));
  }

  tick(quote: Quote): Bar | null {
    const bar = this.#builders.get(quote.symbol)?.tick(quote) ?? null;
    if (bar !== null) this.keep(bar);
    return bar;
  }

  advance(nowMs: number): readonly Bar[] {
    const closed: Bar[] = [];
    for (const builder of this.#builders.values()) {
      const bar = builder.advance(nowMs);
      if (bar === null) continue;
      this.keep(bar);
      closed.push(bar);
    }
    return closed;
  }

  /** Where a wrong time was put right, what lies behind the running minute is taken out again. */
  timeIs(nowMs: number): void {
    const isBack = nowMs < this.#seenAt;
    this.#seenAt = nowMs;
    if (!isBack) return;
    for (const builder of this.#builders.values()) builder.timeIsAgain(nowMs);
    for (const [symbol, bars] of this.#closed)
      this.#closed.set(
        symbol,
        bars.filter(({ time }) => time <= nowMs),
      );
    this.#unsaved = this.#unsaved.filter(({ time }) => time <= nowMs);
  }

  keep(bar: Bar): void {
    const bars = this.#closed.get(bar.symbol) ?? [];
    this.#closed.set(bar.symbol, bars);
    bars.push(bar);
    this.#unsaved.push(bar);
    trim(bars, BARS_MAX);
    trim(this.#unsaved, BARS_MAX * 8);
  }

  /** Bars from an earlier run: kept, and known to be saved. */
  restore(bars: readonly Bar[]): void {
    for (const bar of bars) this.keep(bar);
    this.#unsaved = [];
  }

  /** The newest `count` bars, oldest first. They are past, so they are history. */
  last(symbol: string, count: number): readonly Bar[] {
    const bars = this.#closed.get(symbol) ?? [];
    return bars.slice(Math.max(0, bars.length - count)).map((bar) => ({ ...bar, source: 'history' as const }));
  }

  /** What was taken and could not be saved. */
  putBack(bars: readonly Bar[]): void {
    this.#unsaved = [...bars, ...this.#unsaved];
    trim(this.#unsaved, BARS_MAX * 8);
  }

  takeUnsaved(): readonly Bar[] {
    const unsaved = this.#unsaved;
    this.#unsaved = [];
    return unsaved;
  }
}

/** Lets the oldest go, many at a time: dropping one from a long array costs as much as dropping a thousand. */
function trim(bars: Bar[], max: number): void {
  if (bars.length >= max + TRIM_SLACK) bars.splice(0, bars.length - max);
}
