/** A moment to the minute as a person reads it, in UTC and without saying so: 2026-03-06 12:30. `at`: UTC ms. */
export const utcMinute = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ');
