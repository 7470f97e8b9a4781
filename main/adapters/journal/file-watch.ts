import { JournalFault } from '#ports';
import { statSync, type BigIntStats } from 'node:fs';
import { HeldContent } from './held-content.ts';
import { HeldLog } from './held-log.ts';

/** Tells whether files that are held open are still the ones that their names lead to, and hold what was written to them. */
export class FileWatch {
  readonly #held = new Map<string, BigIntStats | null>();
  /** The file whose content changes only where `wrote` is called. */
  readonly #still: string;
  readonly #content: HeldContent;
  readonly #log: HeldLog;
  #print: string | null = null;

  /** A database that is there, and its write-ahead log, which is watched once it is there. */
  constructor(still: string, log: string) {
    for (const file of [still, log]) this.#held.set(file, statOf(file));
    this.#still = still;
    this.#content = new HeldContent(still);
    this.#log = new HeldLog(log);
    this.wrote();
  }

  /** Throws JournalFault when they are not. */
  refuseMoved(): void {
    const text = this.look();
    if (text !== null) throw new JournalFault(text);
  }

  /** What happened, in one sentence; null while all is as it was. */
  look(): string | null {
    for (const [file, held] of this.#held) {
      const there = statOf(file);
      if (held === null) this.#held.set(file, there);
      else if (there === null) return `${file} is gone: it or its folder was removed, renamed or unmounted while it was in use.`;
      else if (there.ino !== held.ino || there.dev !== held.dev)
        return `${file} is another file now than the one in use: it or its folder was replaced.`;
      else if (isTouched(held, there)) {
        if (there.size < held.size && (file === this.#still || there.size === 0n))
          return `${file} is shorter than it was: it was cut or overwritten while it was in use.`;
        if (!(file === this.#still ? this.#content.print() === this.#print : there.size < WAL_HEADER || this.#log.begins()))
          return `${file} holds something else than was written to it: it was overwritten while it was in use.`;
        this.#held.set(file, there);
      }
    }
    return null;
  }

  /** The still file was written on purpose, or it was tried: what it holds now is what it should. */
  wrote(): void {
    this.#print = this.#content.print();
    const [held, there] = [this.#held.get(this.#still), statOf(this.#still)];
    if (there !== null && held?.ino === there.ino && held.dev === there.dev) this.#held.set(this.#still, there);
  }

  /** Once the database is closed, and not before. */
  close(): void {
    this.#content.close();
    this.#log.close();
  }
}

/** A log that is shorter has nothing in it: it is empty, or a full disk took a part of its first write. */
const WAL_HEADER = 32n;

/** Nothing is read while nothing says that the file was written: this is asked before every commit. */
const isTouched = (held: BigIntStats, there: BigIntStats): boolean =>
  held.mtimeNs !== there.mtimeNs || held.ctimeNs !== there.ctimeNs || held.size !== there.size;

/** Null also where the disk does not answer: then it cannot be told that the file is there. */
function statOf(file: string): BigIntStats | null {
  try {
    return statSync(file, { bigint: true, throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}
