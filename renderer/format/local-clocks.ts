import { clockText, dateTimeText } from './time.ts';

const CLOCK = /(?:(\d{4}-\d{2}-\d{2}) )?\b(\d{2}:\d{2})(:\d{2})?\b( UTC)?/g;
const DAY_MS = 86_400_000;

/**
 * A sentence of the engine, which speaks in UTC, by the clock that the window shows. A clock without its day is the one nearest to `near`
 * (UTC ms). Where not every clock of the sentence says that it is UTC, it stays as it is: two clocks in one sentence would be worse.
 */
export function localClocks(text: string, near: number): string {
  const clocks = [...text.matchAll(CLOCK)];
  if (clocks.length === 0 || clocks.some(([, , , , utc]) => utc === undefined)) return text;
  return text.replace(CLOCK, (whole, day: string | undefined, minutes: string, seconds: string | undefined) => {
    const at = Date.parse(`${day ?? new Date(near).toISOString().slice(0, 10)}T${minutes}${seconds ?? ':00'}Z`);
    if (Number.isNaN(at)) return whole;
    if (day !== undefined) return dateTimeText(at);
    return clockText(at + Math.round((near - at) / DAY_MS) * DAY_MS, seconds === undefined ? 'minutes' : 'seconds');
  });
}
