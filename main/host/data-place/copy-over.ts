import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join, sep } from 'node:path';
import { z } from 'zod';
import { moveFile } from '../../files/index.ts';

/** In the copy: what it is a copy of, file by file. */
const MARKER = 'moved-from.json';
const marker = z.object({ from: z.string(), files: z.array(z.tuple([z.string(), z.int(), z.number()])) });
/** Belong to the process that has the folder, or are Chromium's marks of a running program. */
const LEFT = new Set([
  'folder.lock',
  'journal.lock',
  'journal.pid',
  'lockfile',
  'SingletonLock',
  'SingletonCookie',
  'SingletonSocket',
  MARKER,
]);
const CHUNK = 1 << 20;

type Listed = readonly [name: string, bytes: number, mtimeMs: number];

function listed(folder: string): readonly Listed[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !LEFT.has(entry.name))
    .map((entry): Listed => {
      const file = join(entry.parentPath, entry.name);
      const { size, mtimeMs } = statSync(file);
      return [file.slice(folder.length + 1).replaceAll(sep, '/'), size, Math.floor(mtimeMs)];
    })
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/**
 * Copies a folder to where a rename cannot bring it, onto another drive: beside its place first, every file held against the one it
 * was made from, and in its place only when all of it is on the disk. What an earlier try left is removed. `folder` is not touched.
 */
export function copyOver(folder: string, to: string): void {
  const draft = `${to}.moving`;
  rmSync(draft, { recursive: true, force: true, maxRetries: 5 });
  const files = listed(folder);
  for (const [name] of files) copied(join(folder, name), join(draft, name));
  const made = join(draft, MARKER);
  mkdirSync(draft, { recursive: true });
  writeFileSync(made, `${JSON.stringify({ from: folder, files })}\n`);
  toDisk(made);
  if (JSON.stringify(listed(folder)) !== JSON.stringify(files)) throw new Error('a file was written there meanwhile');
  moveFile(draft, to);
}

/** Whether `to` is a whole copy of `folder` as that is now: the move was cut off before the old one was put away. */
export function isCopyOf(to: string, folder: string): boolean {
  try {
    const { from, files } = marker.parse(JSON.parse(readFileSync(join(to, MARKER), 'utf8')));
    return from === folder && JSON.stringify(listed(folder)) === JSON.stringify(files);
  } catch {
    return false;
  }
}

function copied(from: string, to: string): void {
  mkdirSync(join(to, '..'), { recursive: true, mode: 0o700 });
  copyFileSync(from, to, constants.COPYFILE_EXCL);
  const { atime, mtime } = statSync(from);
  utimesSync(to, atime, mtime);
  toDisk(to);
  if (digestOf(from) !== digestOf(to)) throw new Error(`${to} is not what was copied`);
}

function toDisk(file: string): void {
  const fd = openSync(file, 'r+');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function digestOf(file: string): string {
  const hash = createHash('sha256');
  const chunk = Buffer.alloc(CHUNK);
  const fd = openSync(file, 'r');
  try {
    for (let read = readSync(fd, chunk); read > 0; read = readSync(fd, chunk)) hash.update(chunk.subarray(0, read));
  } finally {
    closeSync(fd);
  }
  return hash.digest('hex');
}
