import type { ClockDoubt, ClockStanding } from '#shared/domain';
import { hoursText, secondsText } from '#engine/wording.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** A span as people say it: '4.2 s', '1 h 0 m', '30 d'. */
export function spanText(ms: number): string {
  const span = Math.abs(ms);
  if (span < MINUTE) return secondsText(span);
  return span < 2 * DAY ? hoursText(span) : `${Math.round(span / DAY)} d`;
}

/** What is wrong with the PC's clock, in a sentence; it begins what the block, the alarm and the refusal of an entry say. */
export const clockWords = ({ doubt, stepMs }: Pick<ClockStanding, 'doubt' | 'stepMs'>): string =>
  doubt === null ? "The PC's clock is sound" : WORDS[doubt](stepMs);

const WORDS: Readonly<Record<ClockDoubt, (stepMs: number) => string>> = {
  stepped: (stepMs) => `The PC's clock was set ${spanText(stepMs)} ${stepMs < 0 ? 'back' : 'forward'} while the cockpit ran`,
  server_differs: (stepMs) => `The PC's clock is ${spanText(stepMs)} ${stepMs < 0 ? 'behind' : 'ahead of'} the trade server's`,
  before_last_record: (stepMs) => `The PC's clock is ${spanText(stepMs)} before the newest record of the journal`,
  long_absence: (stepMs) => `The PC's clock is ${spanText(stepMs)} after the newest record of the journal`,
  before_release: (stepMs) => `The PC's clock is ${spanText(stepMs)} before this program was made, so it is wrong`,
};
