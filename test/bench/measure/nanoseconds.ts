/** Monotonic nanoseconds. */
export const nanoseconds = (): number => Number(process.hrtime.bigint());
