/** What an error says, of whatever kind it was thrown. */
// eslint-disable-next-line no-restricted-syntax -- the one place that does
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
