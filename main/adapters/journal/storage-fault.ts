/** What a SQLite error means to the journal. `corrupt` covers every way in which a file can be read and make no sense. */
export function storageFault(error: unknown): 'busy' | 'corrupt' | 'other' {
  if (!(error instanceof Error)) return 'other';
  const { code, errcode } = error as Error & { code?: unknown; errcode?: unknown };
  if (code === 'ERR_OUT_OF_RANGE') return 'corrupt'; // An integer wider than any we write.
  if (error instanceof SyntaxError) return 'corrupt'; // Text that is no JSON.
  if (typeof errcode !== 'number') return 'other';
  const primary = errcode & 0xff;
  if (primary === 5 || primary === 6) return 'busy';
  if (primary === 11 || primary === 26) return 'corrupt';
  // A damaged schema page reads as "no such table" or "malformed database schema".
  return primary === 1 && /no such (table|column)|malformed/.test(error.message) ? 'corrupt' : 'other';
}
