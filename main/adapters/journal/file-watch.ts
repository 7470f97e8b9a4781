import { JournalFault } from '#ports';
import { statSync, type BigIntStats } from 'node:fs';

/** Tells whether files that are held open are still the ones that their names lead to. */
export class FileWatch {
  readonly #held = new Map<string, BigIntStats | null>();

  readonly #growing: ReadonlySet<string>;

  /** Files that are watched once they are there; those of `growing` never get shorter by what is done to them here. */
  constructor(files: readonly string[], growing: readonly string[] = []) {
    for (const file of files) this.#held.set(file, null);
    this.#growing = new Set(growing);
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
      else if (this.#growing.has(file)) {
        if (there.size < held.size) return `${file} is shorter than it was: it was cut or overwritten while it was in use.`;
        this.#held.set(file, there);
      }
    }
    return null;
  }
}

/** Null also where the disk does not answer: then it cannot be told that the file is there. */
function statOf(file: string): BigIntStats | null {
  try {
    return statSync(file, { bigint: true, throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}
