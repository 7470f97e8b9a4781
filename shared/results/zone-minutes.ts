const DAY_MS = 24 * 3_600_000;
/** Below this a stretch is not halved further: within it the zone is asked for the instant itself. */
const LEAF_MS = 45 * 60_000;

type Stretch = { readonly from: number; readonly until: number; readonly minutes: number };
const clocks = new Map<string, Intl.DateTimeFormat>();
/** The stretch last met in each zone. Asking a zone costs microseconds, and a chart asks for hundreds of instants in a row. */
const met = new Map<string, Stretch>();

/** Minutes a zone's wall clock is ahead of UTC at an instant. `zone` is an IANA name; an unknown one is a RangeError. */
export function zoneMinutes(zone: string, atMs: number): number {
  const last = met.get(zone);
  if (last !== undefined && atMs >= last.from && atMs < last.until) return last.minutes;
  return newStretch(zone, atMs);
}

/**
 * A stretch whose two ends show the same offset keeps it in between: no zone changes twice within a day and back. Clocks
 * change at any half hour of UTC (New York at 7:00, Lord Howe at 15:30), so a day in which they do is halved towards the instant.
 */
function newStretch(zone: string, atMs: number): number {
  let from = Math.floor(atMs / DAY_MS) * DAY_MS;
  for (let length = DAY_MS; length >= LEAF_MS; length /= 2) {
    if (atMs >= from + length) from += length;
    const minutes = askedMinutes(zone, from);
    if (minutes !== askedMinutes(zone, from + length)) continue;
    met.set(zone, { from, until: from + length, minutes });
    return minutes;
  }
  return askedMinutes(zone, atMs);
}

function askedMinutes(zone: string, atMs: number): number {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('en', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
  clocks.set(zone, clock);
  const parts = new Map(clock.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return (wall - Math.floor(atMs / 60_000) * 60_000) / 60_000;
}
