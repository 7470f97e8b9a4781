import { closeSync, fdatasyncSync, fstatSync, fsyncSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../../files/index.ts';

export const anchorFile = (dir: string): string => join(dir, 'journal.anchor');

/** One text a slot, written in turn: a write that is cut off leaves the other one. */
const SLOT = 4_096;
const SLOTS = 2;

/** The anchor beside the data. Its room on the disk is taken once, so that it can still be moved when the disk is full. */
export class AnchorFile {
  readonly #file: string;
  #fd: number | null = null;
  #next = 0;

  constructor(dir: string) {
    this.#file = anchorFile(dir);
  }

  /** The texts that are there, in no order; none when there is no file. */
  read(): readonly string[] {
    const texts = textsIn(this.#file);
    return texts.flatMap((text) => (text === '' ? [] : [text]));
  }

  /** Which of the two texts the next write leaves alone. */
  keep(text: string): void {
    this.#next = textsIn(this.#file)[0] === text ? 1 : 0;
  }

  /** `durable`: on the disk when this returns. Otherwise when the system writes it: a kill of the process loses nothing. */
  write(text: string, durable: boolean): void {
    if (this.#fd === null || (durable && !this.#isThere(this.#fd))) this.#fd = this.#made();
    writeSync(this.#fd, slotOf(text), 0, SLOT, this.#next * SLOT);
    this.#next = (this.#next + 1) % SLOTS;
    if (durable) fdatasyncSync(this.#fd);
  }

  close(): void {
    if (this.#fd !== null) closeSync(this.#fd);
    this.#fd = null;
  }

  /** Opens the file that is there, or makes one: beside it first, then renamed, so that there is always one or none. */
  #made(): number {
    this.close();
    if (statSync(this.#file, { throwIfNoEntry: false })?.size === SLOT * SLOTS) return openSync(this.#file, 'r+');
    const draft = `${this.#file}.new`;
    rmSync(draft, { force: true });
    const fd = openSync(draft, 'wx', 0o600);
    try {
      writeSync(fd, Buffer.concat(Array.from({ length: SLOTS }, () => slotOf(''))));
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    replaceFile(draft, this.#file);
    this.#next = 0;
    return openSync(this.#file, 'r+');
  }

  #isThere(fd: number): boolean {
    const there = statSync(this.#file, { throwIfNoEntry: false, bigint: true });
    const held = fstatSync(fd, { bigint: true });
    return there?.ino === held.ino && there.dev === held.dev;
  }
}

/** Both slots of a file; empty where there is nothing. */
function textsIn(file: string): readonly string[] {
  try {
    const bytes = readFileSync(file);
    return Array.from({ length: SLOTS }, (_, at) => bytes.toString('utf8', at * SLOT, (at + 1) * SLOT).trim());
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function slotOf(text: string): Buffer {
  const slot = Buffer.alloc(SLOT, ' ');
  slot.write(text, 'utf8');
  slot.write('\n', SLOT - 1);
  return slot;
}
