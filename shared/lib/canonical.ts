import { InvariantError } from './assert.ts';

/** What JSON can carry. Journal payloads, digests and signatures are made of nothing else. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * The one spelling of a JSON value, after RFC 8785 (JCS): keys sorted by UTF-16 code units, numbers as
 * ECMAScript prints them, no white space. Members that are `undefined` are left out, as in JSON.
 * Throws on what JSON cannot say (NaN, Infinity, functions), because a silent `null` would change a decision.
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return stringText(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      if (!Number.isFinite(value))
        throw new InvariantError(`Invariant broken: canonical JSON holds finite numbers, not ${value}`);
      return value === 0 ? '0' : String(value);
    case 'object':
      return value === null ? 'null' : Array.isArray(value) ? arrayText(value) : objectText(value as Record<string, unknown>);
    default:
      throw new InvariantError(`Invariant broken: canonical JSON cannot carry a ${typeof value}`);
  }
}

function arrayText(items: readonly unknown[]): string {
  let text = '[';
  for (let i = 0; i < items.length; i += 1)
    text += (i === 0 ? '' : ',') + canonicalJson(items[i] === undefined ? null : items[i]);
  return `${text}]`;
}

function objectText(object: Record<string, unknown>): string {
  let text = '';
  for (const key of sorted(Object.keys(object))) {
    const value = object[key];
    if (value === undefined) continue;
    text += (text === '' ? '{' : ',') + keyText(key) + canonicalJson(value);
  }
  return text === '' ? '{}' : `${text}}`;
}

/** Objects here have few keys, mostly nearly in order: moving them into place beats a general sort. */
function sorted(keys: string[]): string[] {
  if (keys.length > FEW_KEYS) return keys.sort();
  for (let i = 1; i < keys.length; i += 1) {
    const key = keys[i] ?? '';
    let at = i - 1;
    for (; at >= 0 && (keys[at] ?? '') > key; at -= 1) keys[at + 1] = keys[at] ?? '';
    keys[at + 1] = key;
  }
  return keys;
}
const FEW_KEYS = 24;

/** Keys are the same few hundred words over and over; keys of a sender's metadata are serialised each time. */
const KEYS_MAX = 2_000;
const spelt = new Map<string, string>();

function keyText(key: string): string {
  const known = spelt.get(key);
  if (known !== undefined) return known;
  const text = `${JSON.stringify(key)}:`;
  if (spelt.size < KEYS_MAX && key.length < 40) spelt.set(key, text);
  return text;
}

/** Nothing in it that JSON would have to escape, nor half a surrogate pair. */
const PLAIN = /^[ !#-[\]-~]*$/;
const stringText = (value: string): string => (value.length < 80 && PLAIN.test(value) ? `"${value}"` : JSON.stringify(value));
