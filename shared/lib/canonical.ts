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
      return JSON.stringify(value);
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
  let text = '{';
  for (const key of Object.keys(object).sort()) {
    const value = object[key];
    if (value === undefined) continue;
    text += `${text === '{' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(value)}`;
  }
  return `${text}}`;
}
