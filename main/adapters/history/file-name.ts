import { basename } from 'node:path';

/** What a history file's name says: SYMBOL_TF.csv or SYMBOL_TICKS_anything.csv, with or without .gz. Nulls where it says nothing. */
export function namedBy(file: string): { readonly symbol: string | null; readonly content: string | null } {
  const [symbol, content] = basename(file)
    .replace(/\.gz$/i, '')
    .replace(/\.csv$/i, '')
    .split('_');
  return symbol === undefined || content === undefined
    ? { symbol: null, content: null }
    : { symbol, content: content.toUpperCase() };
}
