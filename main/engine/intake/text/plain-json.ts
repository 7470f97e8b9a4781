import type { Json } from '#shared/lib';

export type JsonObject = { readonly [key: string]: Json };
/** No payload we know nests deeper than four; the limit keeps every later walk far from the end of the stack. */
const DEPTH_MAX = 16;
/** Keys under which senders carry their credentials. They are dropped before anything else looks at the body. */
const SECRET_KEY =
  /secret|token|pass(?:word|phrase|wd|code)|(?:api|user|private|access|webhook|licen[cs]e)[_-]?key|credential|^(?:key|pass|auth(?:orization)?|licen[cs]e([_-]?id)?)$|[_-]auth$/i;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isSecretKey = (key: string): boolean => SECRET_KEY.test(key);

/**
 * A body's JSON as safe data: without secrets, without `__proto__`, with numbers that JSON text can write but
 * no value can hold (1e999) as text, so that no reader takes them for one. 'deep' nests deeper than anything we read.
 */
export function plainJson(text: string): { readonly value: Json } | 'not_json' | 'deep' {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return 'not_json';
  }
  return depthWithin(parsed, DEPTH_MAX) ? { value: plain(parsed) } : 'deep';
}

function depthWithin(value: unknown, left: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return left > 0 && Object.values(value).every((inner) => depthWithin(inner, left - 1));
}

function plain(value: unknown): Json {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return null;
  const kept = Object.entries(value).filter(([key]) => key !== '__proto__' && !isSecretKey(key));
  return Object.fromEntries(kept.map(([key, inner]) => [key, plain(inner)]));
}
