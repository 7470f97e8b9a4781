import { isUtf8 } from 'node:buffer';

/**
 * A body's bytes as text: UTF-8, UTF-16LE or UTF-16BE, with or without a byte-order mark, because terminals write all
 * of them. Without a mark, zero bytes tell UTF-16: the text we read is mostly ASCII. Null when it is none of these.
 */
export function bodyText(bytes: Buffer): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return utf8(bytes.subarray(3));
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return utf16(bytes.subarray(2), 'little');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return utf16(bytes.subarray(2), 'big');
  if (bytes.length >= 2 && bytes[0] !== 0 && bytes[1] === 0) return utf16(bytes, 'little');
  if (bytes.length >= 2 && bytes[0] === 0 && bytes[1] !== 0) return utf16(bytes, 'big');
  return utf8(bytes);
}

const utf8 = (bytes: Buffer): string | null => (isUtf8(bytes) ? bytes.toString('utf8') : null);

function utf16(bytes: Buffer, order: 'little' | 'big'): string | null {
  if (bytes.length % 2 !== 0) return null;
  const little = order === 'little' ? bytes : Buffer.from(bytes).swap16();
  const text = little.toString('utf16le');
  return text.isWellFormed() ? text : null;
}
