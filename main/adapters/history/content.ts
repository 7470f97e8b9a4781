import { basename } from 'node:path';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { openPromise, type Entry } from 'yauzl';
import { messageOf } from '#shared/lib';
import { HistoryFault } from './history-fault.ts';

/** A history file's own bytes, unpacked, and the name they go by: in an archive, that of the table in it. */
export type Content = { readonly name: string; readonly chunks: () => AsyncGenerator<Uint8Array> };

const CHUNK = 256 * 1024;
/** More files than this are no archive of one table. */
const ENTRIES_MAX = 1_000;
const NAMED_MAX = 4;

/** Opens a file that may be gzip or a zip with one table, whatever it is called. */
export async function contentOf(file: string): Promise<Content> {
  try {
    const head = await firstBytes(file);
    if (head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4) return await zipped(file);
    const isGzip = head[0] === 0x1f && head[1] === 0x8b;
    return { name: basename(file), chunks: () => streamed(file, isGzip) };
  } catch (error) {
    throw error instanceof HistoryFault ? error : new HistoryFault(file, 0, `cannot be read: ${messageOf(error)}`);
  }
}

async function firstBytes(file: string): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function* streamed(file: string, isGzip: boolean): AsyncGenerator<Uint8Array> {
  try {
    const raw = createReadStream(file, { highWaterMark: CHUNK });
    if (!isGzip) {
      yield* raw as AsyncIterable<Buffer>;
      return;
    }
    const unpacked = createGunzip({ chunkSize: CHUNK });
    raw.on('error', (error) => unpacked.destroy(error));
    yield* raw.pipe(unpacked) as AsyncIterable<Buffer>;
  } catch (error) {
    throw new HistoryFault(file, 0, `cannot be read: ${messageOf(error)}`);
  }
}

/** Folders, and what macOS lays beside each file. */
const NO_MEMBER = /\/$|(^|\/)(__MACOSX\/|\._)/;

/** The one table of an archive; HistData lays a report in .txt beside its .csv. */
async function zipped(file: string): Promise<Content> {
  const zip = await openPromise(file, { autoClose: false });
  const entries: Entry[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      if (!NO_MEMBER.test(entry.fileName)) entries.push(entry);
      if (entries.length > ENTRIES_MAX) throw new HistoryFault(file, 0, `holds more than ${ENTRIES_MAX} files: unpack it`);
    }
  } finally {
    zip.close();
  }
  const named = (ending: RegExp): readonly Entry[] => entries.filter(({ fileName }) => ending.test(fileName));
  const tables = named(/\.(csv|tsv|hst|json|jsonl|ndjson)$/i);
  const [table, ...more] = tables.length > 0 ? tables : named(/\.txt$/i);
  if (table === undefined) throw new HistoryFault(file, 0, 'holds no .csv, .tsv, .hst, .json or .txt');
  if (more.length > 0) {
    const names = [table, ...more].slice(0, NAMED_MAX).map(({ fileName }) => fileName);
    throw new HistoryFault(
      file,
      0,
      `holds ${more.length + 1} tables, and one is needed: unpack it, and give each (${names.join(', ')})`,
    );
  }
  return { name: basename(table.fileName), chunks: () => unzipped(file, table) };
}

async function* unzipped(file: string, table: Entry): AsyncGenerator<Uint8Array> {
  try {
    const zip = await openPromise(file, { autoClose: false });
    try {
      yield* (await zip.openReadStreamPromise(table)) as AsyncIterable<Buffer>;
    } finally {
      zip.close();
    }
  } catch (error) {
    throw new HistoryFault(file, 0, `cannot be read: ${messageOf(error)}`);
  }
}
