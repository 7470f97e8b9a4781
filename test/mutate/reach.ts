import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Court } from './court.ts';
import type { Imports } from './imports.ts';
import type { FileResult } from './question.ts';

interface Kept {
  /** Of the test file and all it loads. */
  key: string;
  /** Of the test file alone. */
  of?: string;
  /** Null for a file whose tests take too long to judge anything. */
  result: FileResult | null;
}

const LIMIT_MS = 120_000;
/** What was measured is tens of megabytes of text: written after so many test files, and at the end. */
const WRITTEN_EVERY = 20;

/**
 * Which functions does each test run? Measured once for a test file and kept in `.cache/mutate` until the file or anything
 * it loads changes.
 */
export class Reach {
  readonly #file: string;
  readonly #imports: Imports;
  readonly #kept: Map<string, Kept>;
  readonly #isStaleFine: boolean;

  /** @param isStaleFine what was measured of older sources is good enough where the test file is the same: a test may be missed, never wrongly believed */
  constructor(root: string, imports: Imports, isStaleFine = false) {
    const folder = join(root, '.cache', 'mutate');
    mkdirSync(folder, { recursive: true });
    this.#file = join(folder, 'reach.json');
    this.#imports = imports;
    this.#kept = new Map(readKept(this.#file));
    this.#isStaleFine = isStaleFine;
  }

  /** The tests of each file; what was not measured yet is run now. `note` hears of each file that is run, and of each that could not be. */
  async of(files: readonly string[], court: Court, note: (line: string) => void): Promise<FileResult[]> {
    const found: FileResult[] = [];
    let unkept = 0;
    const keep = (): void => {
      if (unkept > 0) writeFileSync(this.#file, JSON.stringify([...this.#kept]));
      unkept = 0;
    };
    for (const file of files) {
      const [key, of] = [this.#key(this.#imports.closure(file)), this.#key([file])];
      const known = this.#kept.get(file);
      if (known !== undefined && (known.key === key || (this.#isStaleFine && known.of === of))) {
        if (known.result !== null) found.push(known.result);
        continue;
      }
      note(`measuring ${file}`);
      const answer = await court.ask({ tests: [{ file }], measure: true }, LIMIT_MS);
      const result = typeof answer === 'string' ? null : (answer[0] ?? null);
      if (result === null) note(`not used, it does not end within ${LIMIT_MS / 1_000} s: ${file}`);
      else found.push(result);
      this.#kept.set(file, { key, of, result });
      unkept += 1;
      if (unkept === WRITTEN_EVERY) keep();
    }
    keep();
    return found;
  }

  #key(files: readonly string[]): string {
    const hash = createHash('sha256');
    for (const each of [...files].sort()) hash.update(`${each}\0${this.#imports.text(each)}\0`);
    return hash.digest('hex');
  }
}

function readKept(file: string): [string, Kept][] {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as [string, Kept][];
  } catch {
    return [];
  }
}
