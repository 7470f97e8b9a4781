/** Reasons are read later by other people: at least three letters. */
export const reasonMissing = (reason: string): string | null =>
  reason.trim().length < 3 ? 'A reason of at least three letters is needed' : null;
