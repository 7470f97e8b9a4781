import type { PaperStore, PriceWrite, TradeWrite } from './paper-store.ts';
import { messageOf } from '#shared/lib';

/** Trades that wait for the disk, at most. */
const SEND_BUFFER_MAX_BYTES = 2_000;

/**
 * The broker's books on a disk that may be full for a while: what could not be written waits in order and is written as soon
 * as there is room. A process that ends before that has not made those trades, and neither has the cockpit's journal on the
 * same disk.
 */
export class Books {
  readonly #store: PaperStore;
  readonly #told: (text: string) => void;
  readonly #behind: TradeWrite[] = [];
  #isFailing = false;

  /** `told` is called when writing fails and when it works again. */
  constructor(store: PaperStore, told: (text: string) => void) {
    this.#store = store;
    this.#told = told;
  }

  /** Something could not be written yet: no new risk should be taken on. */
  get isBehind(): boolean {
    return this.#isFailing;
  }

  /** More waits than can be kept. */
  get isLost(): boolean {
    return this.#behind.length > SEND_BUFFER_MAX_BYTES;
  }

  /** True: it is durable. False: it waits. */
  trade(write: TradeWrite): boolean {
    if (!this.isLost) this.#behind.push(write);
    return this.#flush();
  }

  /** True: written. False: nothing of it was; the caller keeps what was in it. */
  prices(write: PriceWrite): boolean {
    return this.#flush() && this.#tried(() => this.#store.writePrices(write));
  }

  close(): void {
    this.#flush();
    this.#store.close();
  }

  #flush(): boolean {
    for (let next = this.#behind[0]; next !== undefined; next = this.#behind[0]) {
      const write = next;
      if (!this.#tried(() => this.#store.writeTrade(write))) return false;
      this.#behind.shift();
    }
    return true;
  }

  #tried(write: () => void): boolean {
    try {
      write();
    } catch (error) {
      const detail = messageOf(error);
      if (!this.#isFailing) this.#told(`The paper broker's books cannot be written, closing goes on in memory: ${detail}`);
      this.#isFailing = true;
      return false;
    }
    if (this.#isFailing) this.#told(`The paper broker's books are written again`);
    this.#isFailing = false;
    return true;
  }
}
