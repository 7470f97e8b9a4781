import { TIMEFRAME_MS, type Bar, type Quote } from '#shared/domain';
import { assert, present } from '#shared/lib';
import { PAPER_SYMBOLS } from '../account/index.ts';
import type { PriceMarket } from '../market/index.ts';
import { CHARACTERS } from './character.ts';
import type { DemoOptions } from './demo-options.ts';
import { marketMoves, minutesBefore, pastOf, symbolQuotes } from './demo-past.ts';
import { shapeMinute, ticksOfShape, type MinuteShape, type Moulding } from './minute-shape.ts';
import { Walk, type WalkMinute } from './walk.ts';

const MINUTE = TIMEFRAME_MS.M1;
/** After a longer pause (a sleeping computer) the running minute and the last ones are published; those between are a gap in the bars. */
const RETOLD_MS = 3 * MINUTE;

/** Time that goes back, or on by more than this, is another time: what lies between is not walked. */
const LEAP_MS = 14 * 86_400_000;

/** The minute that is going on. `walk` is null while the market is closed: then nothing moves. */
type RunningMinute = {
  readonly time: number;
  readonly walk: WalkMinute | null;
  /** Exact opening prices, in the order of the mouldings. */
  readonly opens: readonly number[];
  readonly shapes: readonly MinuteShape[];
  readonly quotes: readonly Quote[];
};

/**
 * Made-up prices that behave like a market. Everything follows from the options: how often `advance` is called makes no
 * difference below three minutes, and a bar that `peek` shows is the bar that the ticks will make.
 */
export class DemoMarket implements PriceMarket {
  readonly source: string;
  readonly symbols: readonly string[];
  readonly #options: DemoOptions;
  readonly #walk: Walk;
  readonly #ahead: WalkMinute[] = [];
  readonly #mouldings: readonly Moulding[];
  readonly #history = new Map<string, readonly Bar[]>();
  readonly #priming: readonly Quote[];
  #running: RunningMinute;
  #lastIndex: number;
  #told = 0;

  constructor(options: DemoOptions) {
    assert(options.offsetMinutes >= 0 && options.historyBars >= 0, 'the demo market begins on its walk');
    this.#options = options;
    this.source = `demo market, seed ${options.seed}`;
    this.symbols = options.symbols;
    this.#mouldings = options.symbols.map((symbol) => mouldingOf(options, symbol));
    this.#lastIndex = options.offsetMinutes;
    this.#walk = new Walk(options.seed, CHARACTERS);
    for (let skipped = 0; skipped < options.offsetMinutes; skipped += 1) this.#walk.next();
    this.#running = this.#begin();
    this.#priming = this.#running.quotes.filter((quote) => quote.at <= options.nowMs);
    this.#told = this.#priming.length;
  }

  history(symbol: string): readonly Bar[] {
    return this.#history.get(symbol) ?? [];
  }

  priming(): readonly Quote[] {
    return this.#priming;
  }

  pathMinutes(): number {
    return this.#lastIndex;
  }

  advance(toMs: number): readonly Quote[] {
    if (toMs < this.#running.time || toMs - this.#running.time > LEAP_MS) this.#leapTo(toMs);
    let told: Quote[] = [];
    for (;;) {
      const { time, quotes } = this.#running;
      const from = this.#told;
      while (this.#told < quotes.length && (quotes[this.#told]?.at ?? 0) <= toMs) this.#told += 1;
      told = told.concat(quotes.slice(from, this.#told));
      if (time + MINUTE > toMs) return told;
      this.#running = this.#following(this.#running, toMs - (time + MINUTE) < RETOLD_MS);
      this.#told = 0;
    }
  }

  /** The next bars of a symbol as they are going to close, the running minute's first. Changes nothing. */
  peek(symbol: string, minutes: number): readonly Bar[] {
    const at = this.#mouldings.findIndex((one) => one.character.symbol === symbol);
    const moulding = present(this.#mouldings[at], 'a symbol of the demo market');
    let { time, walk } = this.#running;
    let exact = present(this.#running.opens[at], 'a price for each symbol');
    const bars: Bar[] = [];
    for (let ahead = 0; bars.length < minutes; time += MINUTE) {
      if (time > this.#running.time) walk = marketMoves(this.#options, time) ? this.#lookAhead(ahead++) : null;
      if (walk === null) continue;
      const { bar, exactClose } = shapeMinute(moulding, walk, time, exact);
      if (symbolQuotes(this.#options, moulding, time)) bars.push(bar);
      exact = exactClose;
    }
    return bars;
  }

  #lookAhead(index: number): WalkMinute {
    while (this.#ahead.length <= index) this.#ahead.push(this.#walk.next());
    return present(this.#ahead[index], 'the walk was continued');
  }

  #begin(): RunningMinute {
    const { nowMs, historyBars } = this.#options;
    const time = nowMs - (nowMs % MINUTE);
    const past = minutesBefore(this.#options, time, historyBars).map((minute) => ({ time: minute, walk: this.#walk.next() }));
    const walk = marketMoves(this.#options, time) ? this.#walk.next() : null;
    const opens = this.#mouldings.map((moulding) => {
      const { bars, exactOpen } = pastOf(this.#options, moulding, past, walk === null ? null : { time, walk });
      this.#history.set(moulding.character.symbol, bars);
      return exactOpen;
    });
    return this.#minute(time, walk, opens, true);
  }

  #following({ time, walk, opens, shapes }: RunningMinute, withTicks: boolean): RunningMinute {
    const next = marketMoves(this.#options, time + MINUTE) ? (this.#ahead.shift() ?? this.#walk.next()) : null;
    return this.#minute(time + MINUTE, next, walk === null ? opens : shapes.map((shape) => shape.exactClose), withTicks);
  }

  /** A wrong time was put right: the walk goes on from where it is, in the minute that runs now. */
  #leapTo(toMs: number): void {
    const minute = toMs - (toMs % MINUTE);
    this.#running = this.#following({ ...this.#running, time: minute - MINUTE }, true);
    this.#told = this.#running.quotes.filter(({ at }) => at <= toMs).length;
  }

  #minute(time: number, walk: WalkMinute | null, opens: readonly number[], withTicks: boolean): RunningMinute {
    if (walk === null) return { time, walk, opens, shapes: [], quotes: [] };
    this.#lastIndex = walk.index;
    const quotes: Quote[] = [];
    const shapes = this.#mouldings.map((moulding, at) => {
      const shape = shapeMinute(moulding, walk, time, present(opens[at], 'a price for each symbol'));
      if (withTicks && symbolQuotes(this.#options, moulding, time)) quotes.push(...ticksOfShape(moulding, walk, shape));
      return shape;
    });
    return { time, walk, opens, shapes, quotes: quotes.sort((a, b) => a.at - b.at) };
  }
}

function mouldingOf({ seed, alwaysOpen }: DemoOptions, symbol: string): Moulding {
  const number = CHARACTERS.findIndex((one) => one.symbol === symbol);
  const character = present(CHARACTERS[number], 'the demo market knows its symbols');
  const spec = present(
    PAPER_SYMBOLS.find((one) => one.symbol === symbol),
    'a demo symbol has a specification',
  );
  return { seed, character, spec, number, hasTurn: !alwaysOpen };
}
