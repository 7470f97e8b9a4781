/** A moment of a history, to the minute. Files, rules and reports are in UTC, so this is too. */
export const historyTime = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ');
