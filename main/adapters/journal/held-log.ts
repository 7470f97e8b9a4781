import { closeSync, openSync } from 'node:fs';
import { walBegins } from './wal.ts';

/** The write-ahead log of a database that is in use, looked at from outside of SQLite. It is opened once: it is asked for with every commit. */
export class HeldLog {
  readonly #file: string;
  #fd: number | null = null;

  constructor(file: string) {
    this.#file = file;
  }

  /** Of a log no more is known from outside than how it has to begin. False also where it cannot be read. */
  begins(): boolean {
    try {
      this.#fd ??= openSync(this.#file, 'r');
      return walBegins(this.#fd);
    } catch {
      return false;
    }
  }

  close(): void {
    if (this.#fd !== null) closeSync(this.#fd);
    this.#fd = null;
  }
}
