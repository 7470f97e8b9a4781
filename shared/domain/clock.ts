import { z } from 'zod';

/**
 * Why the PC's clock is not taken at its word. `hasLine`: the time goes on by something else, by what the machine counts or by
 * the trade server; without one the PC's clock is shown, and nothing is built on it. `holdsDay`: two readings stand against each
 * other or there is but a doubtful one, so the firm's day stays as it stands; a server's word it follows. `isCertain`:
 * the PC's clock cannot be right, so nobody can vouch for it.
 */
export const CLOCK_DOUBTS = {
  stepped: { hasLine: true, holdsDay: true, isCertain: false },
  server_differs: { hasLine: true, holdsDay: false, isCertain: false },
  before_last_record: { hasLine: false, holdsDay: true, isCertain: false },
  long_absence: { hasLine: false, holdsDay: true, isCertain: false },
  before_release: { hasLine: false, holdsDay: true, isCertain: true },
} as const satisfies Readonly<
  Record<string, { readonly hasLine: boolean; readonly holdsDay: boolean; readonly isCertain: boolean }>
>;
export type ClockDoubt = keyof typeof CLOCK_DOUBTS;
const DOUBTS = Object.keys(CLOCK_DOUBTS) as readonly ClockDoubt[];

/** What `now` goes by: the PC's clock, what the machine counted since that was last right, the trade server, or a time that was chosen. */
export const CLOCK_SOURCES = ['wall', 'monotonic', 'server', 'chosen'] as const;

/** How the clocks stand. Milliseconds. */
export const clockStanding = z.object({
  source: z.enum(CLOCK_SOURCES),
  /** The PC's clock less `now`. */
  offsetMs: z.int(),
  /** What the PC's clock was moved by, or differs by from what it is held against; 0 while nothing is in doubt. */
  stepMs: z.int(),
  trusted: z.boolean(),
  doubt: z.enum(DOUBTS).nullable(),
});
export type ClockStanding = z.infer<typeof clockStanding>;

/** Where nothing was ever in doubt. */
export const CLOCK_SOUND: ClockStanding = { source: 'wall', offsetMs: 0, stepMs: 0, trusted: true, doubt: null };
