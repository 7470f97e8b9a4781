import { createReadStream } from 'node:fs';
import { messageOf } from '#shared/lib';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { HistoryFault } from './history-fault.ts';

/** A header may have empty lines above it. */
const FIRST_LINES = 8;

/** A chunk's whole lines at a time: asking for each line alone would cost more than reading it. No batch is empty. */
export async function* lineBatches(file: string): AsyncGenerator<readonly string[]> {
  let rest = '';
  let held: readonly string[] | null = [];
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  for await (const chunk of bytes(file)) {
    decoder ??= new TextDecoder(encodingOf(chunk));
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    // The first batch has a header and a row, unless the file has no more.
    if (held !== null) {
      held = [...held, ...lines];
      if (held.length < FIRST_LINES) continue;
      yield held;
      held = null;
    } else if (lines.length > 0) yield lines;
  }
  const last = [...(held ?? []), ...(rest === '' ? [] : [rest])];
  if (last.length > 0) yield last;
}

/** MetaTrader writes UTF-16 with a byte order mark; everything else is UTF-8, of which history needs the ASCII part. */
function encodingOf([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | 'utf-8' {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

/** The file's bytes, unpacked when they begin like gzip (0x1f 0x8b), whatever the file is called. */
async function* bytes(file: string): AsyncGenerator<Uint8Array> {
  try {
    const zipped = await beginsLikeGzip(file);
    const raw = createReadStream(file, { highWaterMark: 256 * 1024 });
    if (!zipped) {
      yield* raw as AsyncIterable<Buffer>;
      return;
    }
    const unpacked = createGunzip({ chunkSize: 256 * 1024 });
    raw.on('error', (error) => unpacked.destroy(error));
    yield* raw.pipe(unpacked) as AsyncIterable<Buffer>;
  } catch (error) {
    throw new HistoryFault(file, 0, `cannot be read: ${messageOf(error)}`);
  }
}

async function beginsLikeGzip(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(new Uint8Array(2), 0, 2, 0);
    return buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
  }
}
