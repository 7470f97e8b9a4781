/** What an error says, of whatever kind it was thrown. */
// eslint-disable-next-line no-restricted-syntax -- the one place that does
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What an error says and where it was thrown: for a log or a crash, not for a trader. */
// eslint-disable-next-line no-restricted-syntax -- the one place that does
export const traceOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
