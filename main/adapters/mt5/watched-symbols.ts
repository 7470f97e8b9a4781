import type { Log } from '#ports';
import { messageOf } from '#shared/lib';
import { BackOff } from './back-off.ts';
import { HeldSymbols } from './held-symbols.ts';
import type { TerminalMirror } from './terminal-mirror.ts';
import type { TerminalReader } from './terminal-reader.ts';

/** Tick values move with the rates: every symbol's specification is requested again after so many heartbeats. */
const DESCRIBE_EVERY = 60;

/** The symbols that are looked at: found among the broker's names when a session begins, and described now and again. */
export class WatchedSymbols {
  readonly #mirror: TerminalMirror;
  readonly #reader: TerminalReader;
  readonly #log: Log;
  readonly #held: HeldSymbols;
  #beats = 0;
  /** Symbols that the broker has and has not described yet, and when they are requested again. */
  readonly #late = new Map<string, BackOff>();

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
          if (!isDescribed) this.#late.set(symbol, new BackOff());
        }),
      ),
    );
    this.#held.begin();
  }

  /** A heartbeat came. What has not been described is requested again, less and less often. */
  beat(): void {
    this.#beats += 1;
    this.#held.look(this.#beats % DESCRIBE_EVERY === 0);
    for (const [symbol, backOff] of this.#late) {
      if (this.#mirror.spec(symbol) !== null) this.#late.delete(symbol);
      else if (backOff.isDue()) void this.#again(symbol);
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
