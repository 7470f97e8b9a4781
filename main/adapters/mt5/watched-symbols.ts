import type { Log } from '#ports';
import { messageOf } from '#shared/lib';
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

  constructor(mirror: TerminalMirror, reader: TerminalReader, log: Log) {
    this.#mirror = mirror;
    this.#reader = reader;
    this.#log = log;
    this.#held = new HeldSymbols(mirror, reader, log);
  }

  /** Subscribes to the symbols found; logs those that are missing or only guessed. */
  async begin(): Promise<void> {
    this.#beats = 0;
    for (const { symbol, mapping } of this.#mirror.mapped()) {
      if (mapping.kind === 'none') {
        const could =
          mapping.candidates.length === 0
            ? ''
            : ` It could be ${mapping.candidates.join(', ')}: choose it in Settings, or name it under mt5.symbols.`;
        this.#log.write('warn', `The broker has no symbol that is surely ${symbol}.${could}`);
        continue;
      }
      if (mapping.kind === 'guessed')
        this.#log.write('warn', `${symbol} is taken to be ${mapping.broker}: confirm it in Settings, or under mt5.symbols`);
      await this.#reader.subscribe(mapping.broker);
    }
    this.#held.begin();
  }

  /** A heartbeat came. */
  beat(): void {
    this.#beats += 1;
    this.#held.look(this.#beats % DESCRIBE_EVERY === 0);
    if (this.#beats % DESCRIBE_EVERY !== 0) return;
    for (const symbol of this.#mirror.symbols) {
      const broker = this.#mirror.broker(symbol);
      if (broker !== null)
        this.#reader.subscribe(broker).catch((error: unknown) => {
          this.#log.write('warn', `${symbol} could not be refreshed`, { error: messageOf(error) });
        });
    }
  }
}
