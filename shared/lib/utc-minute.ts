/** A moment to the minute as a person reads it, in UTC and without saying so: 2026-03-06 12:30. `at`: UTC ms. */
export const utcMinute = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ');

/** The time of day of a moment, in UTC and without saying so: 12:30. `at`: UTC ms. */
export const utcClock = (at: number): string => utcMinute(at).slice(11);
