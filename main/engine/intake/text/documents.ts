import { isObject, plainJson, type JsonObject } from './plain-json.ts';
import { repairJson } from './repair-json.ts';

/** One of the things that a body says: an object with its JSON text, or a line of text. */
type Document =
  | { readonly kind: 'object'; readonly object: JsonObject; readonly text: string }
  | { readonly kind: 'line'; readonly text: string };
type Documents = { readonly ok: true; readonly documents: readonly Document[] } | { readonly ok: false; readonly detail: string };

const DOCUMENTS_MAX = 10;
/** A text that holds JSON that holds a text that holds JSON is a mistake that is seen; one level more is not. */
const WRAPPED_MAX = 2;

/**
 * What a body says, in the order it says it: objects of a list, one after the other, a text that holds JSON, lines. Never throws.
 * MQL ends a text with a zero byte and Windows begins one with a mark: neither is part of it.
 */
export function documentsOf(body: string): Documents {
  const text = body
    .replace(/^\ufeff/, '')
    .replace(/[\0\s]+$/, '')
    .trimStart();
  const read = /^["'“”„{[]|^\/[/*]/.test(text) && !isQuotedLine(text) ? fromJson(text, 0) : fromLines(text);
  if (!read.ok) return read;
  if (read.documents.length === 0) return fail('The body says nothing.');
  if (read.documents.length <= DOCUMENTS_MAX) return read;
  return fail(`The body holds ${read.documents.length} messages: at most ${DOCUMENTS_MAX} in one.`);
}

/** A line that begins with a quoted licence id is a line, not a JSON text. */
const isQuotedLine = (text: string): boolean => /^["'][^"'{}]*["']\s*,/.test(text);

function fromJson(text: string, wrapped: number): Documents {
  const strict = plainJson(text);
  if (strict === 'deep') return fail('The JSON nests deeper than 16 levels.');
  if (strict !== 'not_json') return fromValue(text, wrapped);
  const repaired = repairJson(text);
  if (!repaired.ok) {
    const { line, column, what, mend } = repaired.fault;
    return fail(`Not JSON at line ${line}, column ${column}: ${what}; ${mend}.`);
  }
  return all(repaired.texts.map((one) => fromValue(one, wrapped)));
}

function fromValue(text: string, wrapped: number): Documents {
  const read = plainJson(text);
  if (read === 'deep') return fail('The JSON nests deeper than 16 levels.');
  if (read === 'not_json') return fail('The JSON cannot be read.');
  const { value } = read;
  if (isObject(value)) return { ok: true, documents: [{ kind: 'object', object: value, text }] };
  // The items' own text, so that what one of them states twice is still seen.
  if (Array.isArray(value)) {
    const items = itemsOf(text);
    return all(value.map((item, index) => fromValue(items[index] ?? JSON.stringify(item), wrapped)));
  }
  if (typeof value === 'string') {
    if (!/^\s*["'[{“”]/.test(value)) return fromLines(value);
    return wrapped < WRAPPED_MAX
      ? fromJson(value.trim(), wrapped + 1)
      : fail('The JSON is wrapped in text too often: send the object itself.');
  }
  return fail('The JSON must be an object with the fields of a signal.');
}

/** The texts of a list's items, as they are written. */
function itemsOf(text: string): readonly string[] {
  const repaired = repairJson(text.trim().slice(1, -1));
  return repaired.ok ? repaired.texts : [];
}

const ONE_PAIR = /^[A-Za-z_]\w{0,31}\s*=[^=;,]*[;,]?$/;

function fromLines(text: string): Documents {
  const lines = text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  // A name and its value on each line are one message.
  if (lines.length > 1 && lines.every((line) => ONE_PAIR.test(line)))
    return { ok: true, documents: [{ kind: 'line', text: lines.map((line) => line.replace(/[;,]$/, '')).join('; ') }] };
  return { ok: true, documents: lines.map((line) => ({ kind: 'line', text: line })) };
}

function all(parts: readonly Documents[]): Documents {
  const failed = parts.find((part) => !part.ok);
  return failed ?? { ok: true, documents: parts.flatMap((part) => (part.ok ? part.documents : [])) };
}

const fail = (detail: string): Documents => ({ ok: false, detail });
