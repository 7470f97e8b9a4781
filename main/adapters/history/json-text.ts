import type { Content } from './content.ts';
import { encodingOf, type Encoding } from './encoding.ts';
import { HistoryFault } from './history-fault.ts';
import { isPrices } from './json-list.ts';
import { brokenText } from './json-place.ts';

/** One JSON value is held in memory as a whole, several times its own size. */
const LIMIT_MB = 64;

/** How a file's prices are laid down: a table of text, one JSON value, or one JSON value a line. */
export type Shape = 'text' | 'json' | 'json lines';

/** Told by the first bytes, whatever the file is called. */
export async function shapeOf({ chunks }: Content): Promise<Shape> {
  for await (const chunk of chunks()) {
    const text = new TextDecoder(encodingOf(chunk)).decode(chunk, { stream: true }).trimStart();
    if (!/^(?:\{\s*["}]|\[\s*[[{"\d\]])/.test(text)) return 'text';
    const end = text.indexOf('\n');
    return end !== -1 && isRecord(text.slice(0, end)) ? 'json lines' : 'json';
  }
  return 'text';
}

/** Whether a line is a candle by itself. */
function isRecord(line: string): boolean {
  try {
    return isPrices(JSON.parse(line));
  } catch {
    return false;
  }
}

/** Reads a file's one JSON value; a larger file, and what is no JSON, is refused with its place. */
export async function jsonIn(file: string, { chunks }: Content, told: (encoding: Encoding) => void): Promise<unknown> {
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  let [text, bytes] = ['', 0];
  for await (const chunk of chunks()) {
    if (decoder === null) {
      const encoding = encodingOf(chunk);
      told(encoding);
      decoder = new TextDecoder(encoding);
    }
    bytes += chunk.length;
    if (bytes > LIMIT_MB * 1024 * 1024)
      throw new HistoryFault(
        file,
        0,
        `holds more than ${LIMIT_MB} MB of JSON in one piece, which would have to lie in memory as a whole: ask for it in parts, or give JSON lines or CSV`,
      );
    text += decoder.decode(chunk, { stream: true });
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new HistoryFault(file, 0, brokenText(text));
  }
}
