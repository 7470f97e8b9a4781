import { spelledOut, type Json } from '#shared/lib';
import { MOMENT_RULE, epochMs, looseMoment, moment, serverMoment } from './moment.ts';
import type { JsonObject } from '../text/index.ts';

/** One thing wrong with a body: where, and what is allowed there. */
export type Issue = { readonly path: string; readonly message: string };

const SHOWN_MAX = 40;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i;
/** What TradingView sends for a placeholder it could not fill. */
const UNRESOLVED = /\{\{|\}\}|^(nan|na|n\/a|null|undefined)$/i;
const ID_RULE = 'must be text of 1 to 128 characters without control characters';
const CONTROL = /[\u0000-\u001f\u007f]/;

/** Reads named fields of one object and collects what is wrong with them. An absent field is null, not an issue. */
export type FieldReader = {
  has(key: string): boolean;
  /** The first key of several spellings that is there, and its value. */
  first(keys: readonly string[]): { readonly key: string; readonly value: Json } | null;
  read<T>(keys: readonly string[], read: (value: Json) => T | null, rule: string): T | null;
  /** As `read`, but absence is an issue too. */
  need<T>(keys: readonly string[], read: (value: Json) => T | null, rule: string): T | null;
  /** As `read`, of a value that was found already. */
  parse<T>(key: string, value: Json, read: (value: Json) => T | null, rule: string): T | null;
  price(keys: readonly string[]): number | null;
  needPrice(keys: readonly string[]): number | null;
  time(keys: readonly string[]): number | null;
  id(keys: readonly string[]): string | null;
  issue(key: string, message: string): void;
};

/** `numbersAsText`: the dialect writes numbers as strings. Only dialects documented so may. */
export function fieldReader(object: JsonObject, path: string, issues: Issue[], numbersAsText = false): FieldReader {
  const at = (key: string): string => (path === '' ? key : `${path}.${key}`);
  const issue = (key: string, message: string): void => void issues.push({ path: at(key), message });
  const first: FieldReader['first'] = (keys) => {
    for (const key of keys) {
      const value = object[key];
      if (value !== undefined && value !== null && value !== '') return { key, value };
    }
    return null;
  };
  const parseAt: FieldReader['parse'] = (key, found, parse, rule) => {
    const value = isUnresolved(found) ? null : parse(found);
    if (value === null) issue(key, `${rule}, not ${shown(found)}${mendOf(found)}`);
    return value;
  };
  const read: FieldReader['read'] = (keys, parse, rule) => {
    const found = first(keys);
    return found === null ? null : parseAt(found.key, found.value, parse, rule);
  };
  const need: FieldReader['need'] = (keys, parse, rule) => {
    if (first(keys) === null) issue(keys[0] ?? '', `is missing: ${rule}`);
    return read(keys, parse, rule);
  };
  const priceOf = (value: Json): number | null => positive(value, numbersAsText);
  const timeOf = (value: Json): number | null =>
    moment(value) ??
    (numbersAsText ? (serverMoment(value) ?? looseMoment(value)) : null) ??
    (numbersAsText && typeof value === 'string' && /^\d{12,13}$/.test(value.trim()) ? epochMs(Number(value)) : null);
  const idOf = (value: Json): string | null => idText(numbersAsText && typeof value === 'number' ? String(value) : value);
  return {
    has: (key) => first([key]) !== null,
    first,
    read,
    parse: parseAt,
    need,
    price: (keys) => read(keys, priceOf, PRICE_RULE),
    needPrice: (keys) => need(keys, priceOf, PRICE_RULE),
    time: (keys) => read(keys, timeOf, MOMENT_RULE),
    id: (keys) => read(keys, idOf, ID_RULE),
    issue,
  };
}

const PRICE_RULE = 'must be a positive number';

/** A positive finite number; a string of one counts only where `asText` says so, also with thousands set off: "3,360.36". */
export function positive(value: Json, asText: boolean): number | null {
  const number = typeof value === 'number' ? value : asText && typeof value === 'string' ? numberIn(value.trim()) : NaN;
  return Number.isFinite(number) && number > 0 ? number : null;
}

const THOUSANDS = /^\d{1,3}(?:,\d{3})+\.\d+$/;
const numberIn = (text: string): number => {
  const plain = THOUSANDS.test(text) ? text.replaceAll(',', '') : text;
  return NUMBER.test(plain) ? Number(plain) : NaN;
};

/** An id as it can be seen: what is invisible, or turns the text around it, is spelled out, so that no two ids look the same. */
function idText(value: Json): string | null {
  if (typeof value !== 'string') return null;
  const text = spelledOut(value.trim());
  return text.length >= 1 && text.length <= 128 && !CONTROL.test(text) ? text : null;
}

const isUnresolved = (value: Json): boolean => typeof value === 'string' && UNRESOLVED.test(value.trim());

/** What to change in a value that is nearly one. */
const mendOf = (value: Json): string =>
  typeof value === 'string' && /^\d[\d.,]*,\d+$/.test(value.trim())
    ? ': write a decimal point, and no separators of thousands'
    : '';

/** A value as an issue may show it: short. */
function shown(value: Json): string {
  const text = JSON.stringify(value);
  return text.length <= SHOWN_MAX ? text : `${text.slice(0, SHOWN_MAX)}...`;
}
