import { exact, labelOf, NOTHING, spanText } from '../../format/index.ts';

export type ConfigLine = { readonly path: string; readonly words: string; readonly value: string };
type Leaf = string | number | boolean | null;

const isLeaf = (value: unknown): value is Leaf => value === null || ['string', 'number', 'boolean'].includes(typeof value);

/** Every leaf of a nested value as one line: where it stands, what it is called in words, and its value. */
export function configLines(value: unknown, path: readonly string[] = []): readonly ConfigLine[] {
  const line = (text: string): readonly ConfigLine[] => [
    { path: path.join('.'), words: path.map((part) => labelOf(part).replace(/ ms$/, '')).join(', '), value: text },
  ];
  const leaf = path.at(-1) ?? '';
  if (value === undefined) return [];
  if (isLeaf(value)) return line(leafText(leaf, value));
  if (Array.isArray(value)) {
    const parts: readonly unknown[] = value;
    if (parts.length === 0) return line('none');
    if (parts.every(isLeaf)) return line(parts.map((part) => leafText(leaf, part)).join(', '));
    return parts.flatMap((part, index) => configLines(part, [...path, String(index + 1)]));
  }
  const entries = Object.entries(value as Readonly<Record<string, unknown>>);
  return entries.length === 0 ? line('none') : entries.flatMap(([key, part]) => configLines(part, [...path, key]));
}

/** A value as a person reads it: milliseconds as a span, codes as words, nothing as a dash. */
function leafText(key: string, value: Leaf): string {
  if (value === null) return NOTHING;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value === '' ? 'none' : value;
  return /Ms$/.test(key) ? spanText(value) : exact(value);
}
