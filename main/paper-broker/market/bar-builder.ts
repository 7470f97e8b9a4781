import { TIMEFRAME_MS, type Bar, type Quote } from '#shared/domain';

const MINUTE = TIMEFRAME_MS.M1;

type Growing = { -readonly [Key in keyof Bar]: Bar[Key] };

/**
 * Makes M1 bars of bid prices from ticks. A bar closes when a tick or the time passes its minute; a minute without ticks
 * gives no bar. The minute in which watching began is dropped, because its first ticks were not seen.
 */
export class BarBuilder {
  readonly #symbol: string;
  readonly #point: number;
  #watchingSince: number;
  #growing: Growing | null = null;
  #closedUpTo = 0;

  /** `watchingSince` (UTC ms): every tick from then on will be passed in. Null: starts with the first tick. */
  constructor(symbol: string, point: number, watchingSince: number | null) {
    this.#symbol = symbol;
    this.#point = point;
    this.#watchingSince = watchingSince ?? -1;
  }

  /** Takes a tick; returns the bar that it closed. A tick of a minute that is closed already is too late and ignored. */
  tick(quote: Quote): Bar | null {
    const closed = this.advance(quote.at);
    if (quote.at < this.#closedUpTo) return closed;
    if (this.#watchingSince < 0) this.#watchingSince = quote.at;
    const spreadPoints = Math.round((quote.ask - quote.bid) / this.#point);
    const bar = this.#growing;
    if (bar === null) this.#growing = this.#opened(quote, spreadPoints);
    else {
      if (quote.bid > bar.high) bar.high = quote.bid;
      if (quote.bid < bar.low) bar.low = quote.bid;
      bar.close = quote.bid;
      bar.volume += 1;
      bar.spreadPoints = spreadPoints;
    }
    return closed;
  }

  /** Advances the time; returns the bar whose minute has ended. */
  advance(nowMs: number): Bar | null {
    const minute = nowMs - (nowMs % MINUTE);
    if (minute > this.#closedUpTo) this.#closedUpTo = minute;
    const bar = this.#growing;
    if (bar === null || bar.time >= minute) return null;
    this.#growing = null;
    return bar.time >= this.#watchingSince ? bar : null;
  }

  /** A wrong time was put right: the minute that runs now is watched from its next tick. */
  timeIsAgain(nowMs: number): void {
    const minute = nowMs - (nowMs % MINUTE);
    if (minute >= this.#closedUpTo) return;
    this.#closedUpTo = minute;
    this.#growing = null;
    this.#watchingSince = nowMs;
  }

  #opened({ bid, at }: Quote, spreadPoints: number): Growing {
    const time = at - (at % MINUTE);
    return {
      symbol: this.#symbol,
      timeframe: 'M1',
      time,
      open: bid,
      high: bid,
      low: bid,
      close: bid,
      volume: 1,
      spreadPoints,
      source: 'live',
    };
  }
}
