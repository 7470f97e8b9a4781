import { canonicalJson, type Json } from '#shared/lib';
import { isObject, type JsonObject } from '../text/index.ts';

const KEYS_MAX = 50;
/** Of canonical JSON text. */
const CHARS_MAX = 4_096;

/**
 * The keys a dialect does not know, kept for the record within a bound. What does not fit leaves from the end, and
 * `dropped_keys` says how many did. A sender's own `metadata` object is spread first, so that it is the last to go.
 */
export function metadataOf(body: JsonObject, known: ReadonlySet<string>): Record<string, Json> {
  const own = isObject(body['metadata']) ? Object.entries(body['metadata']) : [];
  const rest = Object.entries(body).filter(([key]) => key !== 'metadata' && !known.has(key));
  const kept: [string, Json][] = [];
  let chars = 0;
  let dropped = 0;
  for (const [key, value] of [...own, ...rest]) {
    const size = canonicalJson(key).length + canonicalJson(value).length + 2;
    if (kept.length < KEYS_MAX && chars + size <= CHARS_MAX) {
      kept.push([key, value]);
      chars += size;
    } else dropped += 1;
  }
  return Object.fromEntries(dropped === 0 ? kept : [...kept, ['dropped_keys', dropped]]);
}
