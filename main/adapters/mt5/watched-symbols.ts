import type { Log } from '#ports';
import { messageOf } from '#shared/lib';
import { HeldSymbols } from './held-symbols.ts';
import type { TerminalMirror } from './terminal-mirror.ts';
import type { TerminalReader } from './terminal-reader.ts';

/** Tick values move with the rates: every symbol's specification is requested again after so many heartbeats. */
const DESCRIBE_EVERY = 60;

type Late = { readonly every: number; readonly at: number };

/** The symbols that are looked at: found among the broker's names when a session begins, and described now and again. */
export class WatchedSymbols {
  readonly #mirror: TerminalMirror;
  readonly #reader: TerminalReader;
  readonly #log: Log;
  readonly #held: HeldSymbols;
  #beats = 0;
  /** Symbols that the broker has and has not described yet, and when they are asked for again. */
  readonly #late = new Map<string, Late>();

  constructor(mirror: TerminalMirror, reader: TerminalReader, log: Log) {
    this.#mirror = mirror;
    this.#reader = reader;
    this.#log = log;
    this.#held = new HeldSymbols(mirror, reader, log);
  }

  /** Subscribes to the symbols found; logs those that are missing or only guessed. One that cannot be had costs itself alone. */
  async begin(): Promise<void> {
    this.#beats = 0;
    this.#late.clear();
    const found = this.#mirror.mapped().flatMap(({ symbol, mapping }) => {
      if (mapping.kind === 'none') {
        const could =
          mapping.candidates.length === 0
            ? ''
            : ` It could be ${mapping.candidates.join(', ')}: choose it in Settings, or name it under mt5.symbols.`;
        this.#log.write('warn', `The broker has no symbol that is surely ${symbol}.${could}`);
        return [];
      }
      if (mapping.kind === 'guessed')
        this.#log.write('warn', `${symbol} is taken to be ${mapping.broker}: confirm it in Settings, or under mt5.symbols`);
      return [{ symbol, broker: mapping.broker }];
    });
    await Promise.all(
      found.map(({ symbol, broker }) =>
        this.#subscribe(symbol, broker).then((isDescribed) => {
          if (!isDescribed) this.#late.set(symbol, { every: 1, at: 1 });
        }),
      ),
    );
    this.#held.begin();
  }

  /** A heartbeat came. What has not been described is asked for again, after 1, 2, 4 ... 60 of them. */
  beat(): void {
    this.#beats += 1;
    this.#held.look(this.#beats % DESCRIBE_EVERY === 0);
    for (const [symbol, { every, at }] of this.#late) {
      if (this.#mirror.spec(symbol) !== null) this.#late.delete(symbol);
      else if (this.#beats >= at) {
        const pause = Math.min(DESCRIBE_EVERY, every * 2);
        this.#late.set(symbol, { every: pause, at: this.#beats + pause });
        void this.#again(symbol);
      }
    }
    if (this.#beats % DESCRIBE_EVERY === 0) for (const symbol of this.#mirror.symbols) void this.#again(symbol);
  }

  async #again(symbol: string): Promise<void> {
    const broker = this.#mirror.broker(symbol);
    if (broker !== null) await this.#subscribe(symbol, broker);
  }

  /** Whether the symbol is described then. */
  async #subscribe(symbol: string, broker: string): Promise<boolean> {
    try {
      await this.#reader.subscribe(broker);
    } catch (error) {
      this.#log.write('warn', `${symbol} could not be refreshed`, { error: messageOf(error) });
    }
    return this.#mirror.spec(symbol) !== null;
  }
}
