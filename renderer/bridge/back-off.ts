const FIRST_MS = 500;
const LONGEST_MS = 5_000;

/** How long to wait before attempt number `attempt` (the first is 0): doubling, from half a second to five. */
export const nextDelayMs = (attempt: number): number => Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
