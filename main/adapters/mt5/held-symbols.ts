import type { Log } from '#ports';
import { messageOf } from '#shared/lib';
import { BackOff } from './back-off.ts';
import type { TerminalMirror } from './terminal-mirror.ts';
import type { TerminalReader } from './terminal-reader.ts';

/**
 * Symbols of positions and orders that are not watched, such as a trade by hand in something else: described all the same, so
 * that what they can lose is known. Nothing is opened in them, and no signal is looked for.
 */
export class HeldSymbols {
  readonly #mirror: TerminalMirror;
  readonly #reader: Pick<TerminalReader, 'subscribe'>;
  readonly #log: Log;
  readonly #known = new Set<string>();
  /** Those that could not be described, and when they are requested again. */
  readonly #late = new Map<string, BackOff>();

  constructor(mirror: TerminalMirror, reader: Pick<TerminalReader, 'subscribe'>, log: Log) {
    this.#mirror = mirror;
    this.#reader = reader;
    this.#log = log;
  }

  /** A session begins: what an earlier one was told is gone. */
  begin(): void {
    this.#known.clear();
    this.#late.clear();
    this.look(false);
  }

  /** A heartbeat came. Requests those that came since the last look; all of them where `again`, as tick values move with the rates. */
  look(again: boolean): void {
    const { snapshot } = this.#mirror;
    const held = [...(snapshot?.positions ?? []), ...(snapshot?.orders ?? [])].map(({ symbol }) => symbol);
    for (const symbol of new Set(held)) {
      const isKnown = this.#known.has(symbol);
      const isDue = again || !isKnown || this.#late.get(symbol)?.isDue() === true;
      if (this.#mirror.broker(symbol) !== null || !isDue) continue;
      if (!isKnown)
        this.#log.write(
          'info',
          `${symbol} is held and not watched: it is valued, and nothing is opened in it. mt5.watch adds it`,
        );
      this.#known.add(symbol);
      this.#reader.subscribe(symbol).then(
        () => this.#late.delete(symbol),
        (error: unknown) => this.#failed(symbol, error),
      );
    }
  }

  #failed(symbol: string, error: unknown): void {
    if (this.#late.has(symbol)) return;
    this.#late.set(symbol, new BackOff());
    const text = `${symbol} is held and not described: what it can lose is unknown, and entries wait. Add it to mt5.watch`;
    this.#log.write('warn', text, { error: messageOf(error) });
  }
}
