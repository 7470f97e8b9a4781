import { sha256 } from '@noble/hashes/sha2.js';
import { canonicalJson } from './canonical.ts';

const HEX = '0123456789abcdef';
/** Crockford's base 32: no I, L, O or U, so that an id survives being read aloud. */
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const encoder = { encode: utf8 };

/** SHA-256 of a text, as 64 lower-case hex digits. Pure, so the engine may use it. */
export function sha256Hex(text: string): string {
  let hex = '';
  for (const byte of sha256(encoder.encode(text))) hex += (HEX[byte >> 4] ?? '') + (HEX[byte & 15] ?? '');
  return hex;
}

/** Digest of any JSON value: the same value gives the same digest, however its keys were ordered. */
export const digestOf = (value: unknown): string => sha256Hex(canonicalJson(value));

/** `length` characters of Crockford base 32 (5 bits each) from the SHA-256 of a text. At most 51. */
export function base32Id(text: string, length: number): string {
  let id = '';
  let bits = 0;
  let held = 0;
  for (const byte of sha256(encoder.encode(text))) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5 && id.length < length) {
      bits -= 5;
      id += CROCKFORD[(held >> bits) & 31] ?? '';
    }
  }
  return id;
}

/** UTF-8 without TextEncoder, which the pure projects do not have. */
function utf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return Uint8Array.from(bytes);
}
