import type { Content } from './content.ts';
import { encodingOf, type Encoding } from './encoding.ts';

/** A header may have lines above it. */
const FIRST_LINES = 12;

/** A chunk's whole lines at a time: asking for each line alone would cost more than reading it. No batch is empty. */
export async function* lineBatches(
  { chunks }: Content,
  told: (encoding: Encoding) => void = () => undefined,
): AsyncGenerator<readonly string[]> {
  let rest = '';
  let held: readonly string[] | null = [];
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  for await (const chunk of chunks()) {
    if (decoder === null) {
      const encoding = encodingOf(chunk);
      told(encoding);
      decoder = new TextDecoder(encoding);
    }
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    // The first batch has a header and rows, unless the file has no more.
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
