/** The encodings that history files come in. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'windows-1251';

const LOOKED_AT = 4_096;
/** Bytes that UTF-8 may need for one sign, which the end of a chunk may have cut. */
const CUT_MAX = 4;

/**
 * How a file's first bytes are to be read: by their byte order mark, by the zeros that UTF-16 has beside ASCII, else UTF-8 where
 * they are valid as such. What is left was written by Windows: in Cyrillic, where words are made of its letters, else in Latin.
 */
export function encodingOf(bytes: Uint8Array): Encoding {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const head = bytes.subarray(0, LOOKED_AT);
  const zeros = { even: 0, odd: 0 };
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 2 === 0 ? 'even' : 'odd'] += 1;
  if (zeros.odd > head.length / 4) return 'utf-16le';
  if (zeros.even > head.length / 4) return 'utf-16be';
  if (isUtf8(bytes)) return 'utf-8';
  return isCyrillic(head) ? 'windows-1251' : 'windows-1252';
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    // What a chunk's end cuts is no fault: stream keeps it for the next one.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: bytes.length > CUT_MAX });
    return true;
  } catch {
    return false;
  }
}

/** Three letters beyond ASCII in a row are a word of another script; Latin languages have them one at a time. */
function isCyrillic(bytes: Uint8Array): boolean {
  let run = 0;
  for (const byte of bytes) {
    run = byte >= 0xc0 || byte === 0xa8 || byte === 0xb8 ? run + 1 : 0;
    if (run === 3) return true;
  }
  return false;
}
