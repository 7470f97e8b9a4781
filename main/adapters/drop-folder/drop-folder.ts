import { existsSync, lstatSync, mkdirSync, readdirSync, rmSync, writeFileSync, type Stats } from 'node:fs';
import { join, parse } from 'node:path';
import type { DropFolder, DroppedFile } from '#ports';
import { messageOf } from '#shared/lib';
import { moveFile } from '../../files/index.ts';
import { readDropped, type Read } from './read-dropped.ts';

/** Names that are looked at, and files that are handed on, by one look. */
const NAMES_MAX = 2_000;
const FILES_MAX = 20;
/** Files that are kept of those put away, in each of the two folders. */
const KEPT_MAX = 2_000;
/** An empty one may still be written: so long it is waited for, ms. */
const EMPTY_MS = 60_000;
/** Looks in a row in which a file could not be opened before it is told. */
const LOCKED_MIN = 5;
/** What programs write to before a file has its name. */
const UNFINISHED = /^[.~]|\.(?:tmp|part|partial|crdownload|new|lock)$/i;

type Seen = { readonly mark: string; readonly locked: number };

/** `textOf`: the bytes as text, or null. `wallMs`: this PC's clock. */
export function openDropFolder(path: string, textOf: (bytes: Buffer) => string | null, wallMs: () => number): DropFolder {
  let before: ReadonlyMap<string, Seen> = new Map();
  return {
    look: () => {
      const found = namesIn(path);
      if (!found.ok) return { files: [], problem: found.problem };
      const now = new Map<string, Seen>();
      const files: DroppedFile[] = [];
      const troubles: string[] = found.names.length > NAMES_MAX ? [`More than ${NAMES_MAX} files wait in ${path}`] : [];
      for (const { name, stats } of oldestFirst(path, found.names.slice(0, NAMES_MAX))) {
        const mark = `${stats.size}/${stats.mtimeMs}`;
        const old = before.get(name);
        const isSettled = old?.mark === mark && (stats.size > 0 || wallMs() - stats.mtimeMs > EMPTY_MS);
        const read: Read = isSettled && files.length < FILES_MAX ? readDropped(path, name, stats, textOf) : { kind: 'not yet' };
        const locked = read.kind === 'locked' ? (old?.locked ?? 0) + 1 : 0;
        now.set(name, { mark, locked });
        if (read.kind === 'read') files.push(read.file);
        if (locked >= LOCKED_MIN) troubles.push(`${name} is held by another program and waits: close it there`);
      }
      before = now;
      return { files, problem: troubles[0] ?? null };
    },
    move: (name, to, note) => move(path, name, to, note),
  };
}

function namesIn(
  path: string,
): { readonly ok: true; readonly names: readonly string[] } | { readonly ok: false; readonly problem: string } {
  try {
    const names = readdirSync(path, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory() && !UNFINISHED.test(entry.name))
      .map(({ name }) => name);
    return { ok: true, names: names.sort() };
  } catch (error) {
    return { ok: false, problem: unread(path, error as NodeJS.ErrnoException) };
  }
}

function unread(path: string, { code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return `The folder ${path} is not there: make it, or choose another in Settings, Sources`;
  if (code === 'ENOTDIR') return `${path} is no folder: choose another in Settings, Sources`;
  if (code === 'EACCES' || code === 'EPERM') return `The folder ${path} may not be read: give this user access to it`;
  return `The folder ${path} cannot be read (${message})`;
}

function oldestFirst(path: string, names: readonly string[]): readonly { readonly name: string; readonly stats: Stats }[] {
  return names
    .flatMap((name) => {
      const stats = lstatSync(join(path, name), { throwIfNoEntry: false });
      return stats === undefined ? [] : [{ name, stats }];
    })
    .sort((a, b) => a.stats.mtimeMs - b.stats.mtimeMs || (a.name < b.name ? -1 : 1));
}

function move(path: string, name: string, to: 'done' | 'refused', note: string | null): string | null {
  const folder = join(path, to);
  try {
    mkdirSync(folder, { recursive: true });
    const target = freeName(folder, name);
    moveFile(join(path, name), target);
    if (note !== null) writeFileSync(`${target}.reason.txt`, `${note}\n`);
    prune(folder);
    return null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && !existsSync(join(path, name))) return null; // Taken away by hand meanwhile.
    return `${name} was judged and cannot be moved to ${to} (${messageOf(error)}): close the program that holds it`;
  }
}

function freeName(folder: string, name: string): string {
  const { name: stem, ext } = parse(name);
  for (let n = 1; ; n += 1) {
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
