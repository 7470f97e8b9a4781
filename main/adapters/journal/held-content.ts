import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const PAGE_BYTES = 4_096;
/** Looked at of a file, spread over all of it: a file that is overwritten is another one in nearly all of its pages. */
const PAGES = 32;

/**
 * A database file, looked at from outside of SQLite. It stays open as long as the database does: to close any handle of a file
 * lifts the locks that SQLite has on it in this process (POSIX).
 */
export class HeldContent {
  readonly #fd: number;
  readonly #page = Buffer.alloc(PAGE_BYTES);

  constructor(file: string) {
    this.#fd = openSync(file, 'r');
  }

  /** The same for the same length and content of the pages that are looked at; null when they cannot be read. */
  print(): string | null {
    try {
      return this.#read();
    } catch {
      return null;
    }
  }

  #read(): string {
    const { size } = fstatSync(this.#fd);
    const hash = createHash('sha256').update(`${size}`);
    const last = Math.max(Math.ceil(size / PAGE_BYTES) - 1, 0);
    const steps = Math.min(last, PAGES - 1);
    for (let step = 0; step <= steps; step += 1) {
      const page = steps === 0 ? 0 : Math.floor((last * step) / steps);
      hash.update(this.#page.subarray(0, readSync(this.#fd, this.#page, 0, PAGE_BYTES, page * PAGE_BYTES)));
    }
    return hash.digest('hex');
  }

  close(): void {
    closeSync(this.#fd);
  }
}
