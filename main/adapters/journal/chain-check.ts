import { chainHash, GENESIS } from './chain.ts';
import type { HashedRecord } from './writer.ts';

/** Changed records that are named; more are counted. */
const NAMED_MAX = 3;

/** Follows the chain over records as they are read, and goes on behind one that does not follow. */
export class ChainCheck {
  /** The last record that was looked at. */
  seq: number;
  #hash: string;
  /** It began with the first record. */
  readonly isWhole: boolean;
  #named: string[] = [];
  #count = 0;

  /** Begins behind record `seq`, whose hash is `head`. */
  constructor(seq = 0, head = GENESIS) {
    this.isWhole = seq === 0;
    this.seq = seq;
    this.#hash = head;
  }

  take(record: HashedRecord): void {
    if (record.seq !== this.seq + 1) this.#note(`Record ${this.seq + 1} is missing.`);
    else if (chainHash(this.#hash, record) !== record.hash)
      this.#note(`Record ${record.seq} (${record.type.slice(0, 60)}) is not what was written.`);
    this.seq = record.seq;
    this.#hash = record.hash;
  }

  /** What is wrong since the last question, a sentence each; null when nothing is. */
  broken(): string | null {
    if (this.#count === 0) return null;
    const more = this.#count - this.#named.length;
    const text = `${this.#named.join(' ')}${more > 0 ? ` And ${more} more.` : ''}`;
    this.#named = [];
    this.#count = 0;
    return text;
  }

  #note(text: string): void {
    this.#count += 1;
    if (this.#named.length < NAMED_MAX) this.#named.push(text);
  }
}
