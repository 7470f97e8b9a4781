import { closeSync, mkdirSync, openSync, readFileSync, rmSync, fstatSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '#shared/lib';
import { moveFile } from '../../files/index.ts';

export type Bounds = { readonly bytes: number; readonly files: number };
const BOUNDS: Bounds = { bytes: 2 * 1024 * 1024, files: 5 };

/**
 * A text that grows, in files of a bounded size: `cockpit.log` is the newest, `cockpit.1.log` the one before, and the last is dropped.
 * Never throws: a log that cannot be kept is a problem to be told, and not one that stops the cockpit.
 */
export class RotatedFiles {
  readonly folder: string;
  readonly #bounds: Bounds;
  #file: number | null = null;
  #bytes = 0;
  #problem: string | null = null;

  constructor(folder: string, bounds: Bounds = BOUNDS) {
    this.folder = folder;
    this.#bounds = bounds;
  }

  /** Why it is not kept at the moment; null: it is. */
  get problem(): string | null {
    return this.#problem;
  }

  append(text: string): void {
    this.#guarded(() => {
      if (this.#file === null) this.#open();
      if (this.#bytes > 0 && this.#bytes + Buffer.byteLength(text) > this.#bounds.bytes) this.#turnOver();
      this.#bytes += writeSync(this.#file ?? this.#open(), text);
    });
  }

  /** The text of a file, 0 the newest; null: there is none of that age. */
  read(age: number): string | null {
    try {
      return readFileSync(this.#path(age), 'utf8');
    } catch {
      return null;
    }
  }

  get ages(): number {
    return this.#bounds.files;
  }

  #path(age: number): string {
    return join(this.folder, age === 0 ? 'cockpit.log' : `cockpit.${age}.log`);
  }

  /** The folder is made within the data folder, never with it: before that is there, lines are not kept. */
  #open(): number {
    try {
      mkdirSync(this.folder, { mode: 0o700 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const file = openSync(this.#path(0), 'a', 0o600);
    this.#file = file;
    this.#bytes = fstatSync(file).size;
    return file;
  }

  /** Windows renames no file that is open. */
  #turnOver(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
    rmSync(this.#path(this.#bounds.files - 1), { force: true });
    for (let age = this.#bounds.files - 2; age >= 0; age -= 1) {
      try {
        moveFile(this.#path(age), this.#path(age + 1));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      }
    }
    this.#open();
  }

  #guarded(act: () => void): void {
    try {
      act();
      this.#problem = null;
    } catch (error) {
      this.#problem = `The log cannot be kept in ${this.folder} (${messageOf(error)})`;
    }
  }
}
