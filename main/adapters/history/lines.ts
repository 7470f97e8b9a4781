import { createReadStream } from 'node:fs';
import { messageOf } from '#shared/lib';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { HistoryFault } from './history-fault.ts';

/** A chunk's whole lines at a time: asking for each line alone would cost more than reading it. */
export async function* lineBatches(file: string): AsyncGenerator<readonly string[]> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of bytes(file)) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield lines;
  }
  if (rest !== '') yield [rest];
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
