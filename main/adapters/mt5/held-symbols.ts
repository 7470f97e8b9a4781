import type { Log } from '#ports';
import { messageOf } from '#shared/lib';
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

  constructor(mirror: TerminalMirror, reader: Pick<TerminalReader, 'subscribe'>, log: Log) {
    this.#mirror = mirror;
    this.#reader = reader;
    this.#log = log;
  }

  /** A session begins: what an earlier one was told is gone. */
  begin(): void {
    this.#known.clear();
    this.look(false);
  }

  /** Asks for those that came since the last look; all of them where `again`, as tick values move with the rates. */
  look(again: boolean): void {
    const { snapshot } = this.#mirror;
    const held = [...(snapshot?.positions ?? []), ...(snapshot?.orders ?? [])].map(({ symbol }) => symbol);
    for (const symbol of new Set(held)) {
      const isKnown = this.#known.has(symbol);
      if (this.#mirror.broker(symbol) !== null || (isKnown && !again)) continue;
      if (!isKnown)
        this.#log.write(
          'info',
          `${symbol} is held and not watched: it is valued, and nothing is opened in it. mt5.watch adds it`,
        );
      this.#known.add(symbol);
      this.#reader.subscribe(symbol).catch((error: unknown) => {
        this.#known.delete(symbol);
        const text = `${symbol} is held and not described: what it can lose is unknown, and entries wait. Add it to mt5.watch`;
        this.#log.write('warn', text, { error: messageOf(error) });
      });
    }
  }
}
