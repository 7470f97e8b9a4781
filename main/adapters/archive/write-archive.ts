import { createReadStream, createWriteStream, openSync, closeSync, fsyncSync, rmSync, statSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { BLOCK, padding, tarHeader } from './tar-header.ts';
import { replaceFile } from '../../files/index.ts';

/** One file of an archive: from the disk, or a text. */
export type ArchiveEntry = { readonly name: string } & ({ readonly path: string } | { readonly text: string });

/** Writes a compressed tar archive: beside the file first, then renamed, so that there is a whole one or none. */
export async function writeArchive(file: string, entries: readonly ArchiveEntry[], nowMs: number): Promise<void> {
  const draft = `${file}.part`;
  try {
    await pipeline(bytesOf(entries, nowMs), createGzip(), createWriteStream(draft, { mode: 0o600 }));
    const fd = openSync(draft, 'r+');
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    replaceFile(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

async function* bytesOf(entries: readonly ArchiveEntry[], nowMs: number): AsyncGenerator<Buffer, void, undefined> {
  for (const entry of entries) {
    const size = 'text' in entry ? Buffer.byteLength(entry.text) : statSync(entry.path).size;
    yield tarHeader({ name: entry.name, size }, nowMs);
    if ('text' in entry) yield Buffer.from(entry.text);
    else for await (const chunk of createReadStream(entry.path)) yield chunk as Buffer;
    yield Buffer.alloc(padding(size));
  }
  yield Buffer.alloc(2 * BLOCK);
}
