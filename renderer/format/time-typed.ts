/** A time as it is typed (`2026-11-24 16:40`, seconds and a `T` or `Z` if wanted), UTC ms; null: it is none. */
export function timeTyped(text: string): number | null {
  const [, day, clock, seconds = '00'] = /^\s*(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(?::(\d{2}))?\s*Z?\s*$/i.exec(text) ?? [];
  if (day === undefined || clock === undefined) return null;
  const at = Date.parse(`${day}T${clock}:${seconds}Z`);
  // A day that a month does not have is taken for one of the next by the parser of some engines.
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day ? null : at;
}
