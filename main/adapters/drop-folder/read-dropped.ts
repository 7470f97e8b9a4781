import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import type { DroppedFile } from '#ports';

/** As much as the other doors take of one delivery. */
const BYTES_MAX = 8_192;
/** Another program has it open for itself alone, as Windows lets it. */
const HELD = new Set(['EBUSY', 'EPERM', 'EACCES', 'ETXTBSY']);

/** Windows has no such flag; there the look before has said that it is no link. */
const NOFOLLOW = process.platform === 'win32' ? 0 : constants.O_NOFOLLOW;

export type Read =
  | { readonly kind: 'read'; readonly file: DroppedFile }
  | { readonly kind: 'locked' }
  /** It is gone, or was written to meanwhile. */
  | { readonly kind: 'not yet' };

/** A file at rest. What is no file of its own, too large, empty or no text is refused, with the reason. */
export function readDropped(path: string, name: string, seen: Stats, textOf: (bytes: Buffer) => string | null): Read {
  const about = { name, bytes: seen.size, writtenAt: seen.mtimeMs };
  const refused = (code: 'malformed' | 'too_large', detail: string): Read => ({
    kind: 'read',
    file: { ...about, text: null, refusal: { code, detail } },
  });
  if (!seen.isFile()) return refused('malformed', 'It is a link or a device: put the file itself there.');
  if (seen.size > BYTES_MAX) return refused('too_large', `It has ${seen.size} bytes: ${BYTES_MAX} is the most.`);
  if (seen.size === 0) return refused('malformed', 'It is empty.');
  try {
    const file = openSync(join(path, name), constants.O_RDONLY | NOFOLLOW);
    try {
      const bytes = readFileSync(file);
      const now = fstatSync(file);
      if (now.size !== seen.size || now.mtimeMs !== seen.mtimeMs || bytes.length !== seen.size) return { kind: 'not yet' };
      const text = textOf(bytes);
      if (text === null) return refused('malformed', 'It is neither UTF-8 nor UTF-16 text.');
      return { kind: 'read', file: { ...about, text, refusal: null } };
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return HELD.has(String((error as NodeJS.ErrnoException).code)) ? { kind: 'locked' } : { kind: 'not yet' };
  }
}
