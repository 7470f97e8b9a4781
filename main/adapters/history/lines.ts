import type { Content } from './content.ts';

/** A header may have lines above it. */
const FIRST_LINES = 12;

/** A chunk's whole lines at a time: asking for each line alone would cost more than reading it. No batch is empty. */
export async function* lineBatches({ chunks }: Content): AsyncGenerator<readonly string[]> {
  let rest = '';
  let held: readonly string[] | null = [];
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  for await (const chunk of chunks()) {
    decoder ??= new TextDecoder(encodingOf(chunk));
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

/** MetaTrader writes UTF-16 with a byte order mark; everything else is UTF-8, of which history needs the ASCII part. */
function encodingOf([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | 'utf-8' {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
