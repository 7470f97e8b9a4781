import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import type { DroppedFile } from '#ports';
import { messageOf } from '#shared/lib';
import { replaceFile } from '../../files/index.ts';
import { oldestFirst } from './oldest-first.ts';

/** Files that are kept of those put away, in each of the two folders. */
const KEPT_MAX = 2_000;

type Means = {
  readonly path: string;
  textOf(bytes: Buffer): string | null;
  move(from: string, to: string): void;
};

/**
 * Puts a judged file away. A sender may write the next message under the same name at any moment: what lies there is looked at before
 * and after it is moved, and what is not the file that was judged goes back, to be judged itself.
 */
export function putAway(means: Means, file: DroppedFile, to: 'done' | 'refused', note: string | null): string | null {
  const { path, move } = means;
  const from = join(path, file.name);
  const folder = join(path, to);
  try {
    if (!isIt(means, from, file)) return null;
    mkdirSync(folder, { recursive: true });
    const target = freeName(folder, file.name);
    move(from, target);
    if (!isIt(means, target, file)) {
      // Under a name of its own: a sender may just be writing the one after it.
      move(target, freeName(path, file.name, 2));
      return null;
    }
    if (note !== null) leaveNote(`${target}.reason.txt`, note);
    prune(folder);
    return null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && !existsSync(from)) return null; // Taken away by hand meanwhile.
    return `${file.name} was judged and cannot be moved to ${to} (${messageOf(error)}): close the program that holds it`;
  }
}

/** Whether a file is the one that was handed on: as old, as long, and with the same text where it had one. Throws where it is gone. */
function isIt({ textOf }: Means, at: string, { bytes, writtenAt, text }: DroppedFile): boolean {
  const { size, mtimeMs } = lstatSync(at);
  if (size !== bytes || mtimeMs !== writtenAt) return false;
  return text === null || textOf(readFileSync(at)) === text;
}

function freeName(folder: string, name: string, first = 1): string {
  const { name: stem, ext } = parse(name);
  for (let n = first; ; n += 1) {
    const target = join(folder, n === 1 ? name : `${stem}-${n}${ext}`);
    if (!existsSync(target)) return target;
  }
}

/** The oldest of what is put away go first. What cannot be removed stays. */
function prune(folder: string): void {
  const names = readdirSync(folder);
  if (names.length <= KEPT_MAX) return;
  for (const { name } of oldestFirst(folder, names).slice(0, names.length - KEPT_MAX))
    rmSync(join(folder, name), { force: true });
}

/** There with all its words or not at all: a sender may be waiting for it. */
function leaveNote(file: string, note: string): void {
  writeFileSync(`${file}.new`, `${note}\n`);
  replaceFile(`${file}.new`, file);
}
