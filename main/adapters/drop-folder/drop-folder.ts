import { readdirSync } from 'node:fs';
import type { DropFolder, DroppedFile } from '#ports';
import { moveFile } from '../../files/index.ts';
import { closedFolder } from './closed-folder.ts';
import { oldestFirst } from './oldest-first.ts';
import { putAway } from './put-away.ts';
import { putThere, takeBack } from './put-there.ts';
import { readDropped, type Read } from './read-dropped.ts';

/** Names that are looked at, and files that are handed on, by one look. */
const NAMES_MAX = 2_000;
const FILES_MAX = 20;
/** An empty one may still be written: so long it is waited for, ms. */
const EMPTY_MS = 60_000;
/** Looks in a row in which a file could not be opened before it is told. */
const LOCKED_MIN = 5;
/** What programs write to before a file has its name. */
const UNFINISHED = /^[.~]|\.(?:tmp|part|partial|crdownload|new|lock)$/i;

type Seen = { readonly mark: string; readonly locked: number };

/** `textOf`: the bytes as text, or null. `wallMs`: this PC's clock. `moveAs`: puts a file elsewhere. */
export function openDropFolder(
  path: string,
  textOf: (bytes: Buffer) => string | null,
  wallMs: () => number,
  moveAs: (from: string, to: string) => void = moveFile,
): DropFolder {
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
    move: (file, to, note) => putAway({ path, textOf, move: moveAs }, file, to, note),
    put: (name, text) => putThere(path, name, text),
    takeBack: (name) => takeBack(path, name),
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
    return { ok: false, problem: closedFolder(path, error as NodeJS.ErrnoException, 'read') };
  }
}
