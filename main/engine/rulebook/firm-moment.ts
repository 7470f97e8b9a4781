import { CLOCK_DOUBTS } from '#shared/domain';
import type { ReadonlyCockpit } from '#shared/projection';

/** Nothing says which time it is: the firm's day stays as it was when that was known, neither begun nor ended. */
export const isDayHeld = ({ clock }: Pick<ReadonlyCockpit, 'clock'>): boolean =>
  clock.doubt !== null && CLOCK_DOUBTS[clock.doubt].holdsDay;

/** The moment that the firm's day is judged by (UTC ms): while the day is held, one in it. */
export const firmMoment = (cockpit: Pick<ReadonlyCockpit, 'clock' | 'day'>, nowMs: number): number =>
  cockpit.day !== null && isDayHeld(cockpit) && (nowMs < cockpit.day.anchorAt || nowMs >= cockpit.day.resetsAt)
    ? cockpit.day.anchorAt
    : nowMs;
