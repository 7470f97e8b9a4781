import { createHash } from 'node:crypto';
import { closeSync, createReadStream, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { BLOCK, padding, readTarHeader } from './tar-header.ts';

export type ExtractedFile = { readonly name: string; readonly bytes: number; readonly sha256: string };

/** Takes every file of an archive out into a folder. Throws when it is not a whole archive of ours. */
export async function readArchive(file: string, into: string): Promise<readonly ExtractedFile[]> {
  const source = createReadStream(file);
  const unzipped = source.pipe(createGunzip());
  source.on('error', (error) => unzipped.destroy(error));
  const reader = new Blocks(unzipped);
  const files: ExtractedFile[] = [];
  for (;;) {
    const header = readTarHeader(await reader.take(BLOCK));
    if (header === null) return files;
    files.push(await extracted(reader, header, join(into, header.name)));
    await reader.take(padding(header.size));
  }
}

async function extracted(
  reader: Blocks,
  { name, size }: { readonly name: string; readonly size: number },
  path: string,
): Promise<ExtractedFile> {
  const hash = createHash('sha256');
  const fd = openSync(path, 'wx', 0o600);
  try {
    for (let left = size; left > 0;) {
      const chunk = await reader.some(left);
      hash.update(chunk);
      writeSync(fd, chunk);
      left -= chunk.length;
    }
  } finally {
    closeSync(fd);
  }
  return { name, bytes: size, sha256: hash.digest('hex') };
}

/** A stream, taken a given number of bytes at a time. */
class Blocks {
  readonly #chunks: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);

  constructor(stream: AsyncIterable<unknown>) {
    this.#chunks = (stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  }

  /** Exactly so many bytes. */
  async take(count: number): Promise<Buffer> {
    while (this.#held.length < count) this.#held = Buffer.concat([this.#held, await this.#next()]);
    return this.#cut(count);
  }

  /** At least one byte and at most so many. */
  async some(most: number): Promise<Buffer> {
    if (this.#held.length === 0) this.#held = await this.#next();
    return this.#cut(Math.min(most, this.#held.length));
  }

  #cut(count: number): Buffer {
    const taken = this.#held.subarray(0, count);
    this.#held = this.#held.subarray(count);
    return taken;
  }

  async #next(): Promise<Buffer> {
    const next = await this.#chunks.next();
    if (next.done === true) throw new Error('it ends too early');
    return next.value;
  }
}
