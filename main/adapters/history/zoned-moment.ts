import type { Reading } from './moment.ts';
import { meaningOf, type Meaning } from './zone-words.ts';

const HOUR_MS = 3_600_000;
type LocalToUtc = ((asIfUtcMs: number) => number) | undefined;

/**
 * UTC ms of a reading that says its own zone, or what is wrong with it. The zone that the trader gives (`localToUtc`) tells which of
 * several is meant, and may not contradict it; a cell in UTC needs none.
 */
export function zonedMoment({ asIfUtcMs, zoneMs, zone }: Reading, localToUtc: LocalToUtc): number | string {
  const meaning: Meaning | null = zone === undefined ? { offsets: [zoneMs ?? 0], zones: '' } : meaningOf(zone, asIfUtcMs);
  if (meaning === null)
    return `"${zone ?? ''}" is no time zone that is known: give the file with an IANA zone such as America/New_York`;
  const { offsets, zones } = meaning;
  const [offset = 0] = offsets;
  if (localToUtc === undefined) {
    if (offsets.length === 1) return asIfUtcMs - offset;
    return `"${zone ?? ''}" may be ${offsets.map(offsetText).join(' or ')}: give --server-zone ${zones}`;
  }
  if (offsets.length === 1 && offset === 0) return asIfUtcMs;
  const given = localToUtc(asIfUtcMs);
  const fits = [given, ...(isTwice(asIfUtcMs, localToUtc) ? [given + HOUR_MS] : [])].find((at) =>
    offsets.includes(asIfUtcMs - at),
  );
  if (fits !== undefined) return fits;
  const says = zone === undefined ? offsetText(offset) : `${zone} (${offsets.map(offsetText).join(' or ')})`;
  return `its time says ${says}, and --server-zone ${offsetText(asIfUtcMs - given)}: leave --server-zone away, or give it as SYMBOL=ZONE for the files that need it`;
}

/** Whether the clock of a reading shows its time twice, an hour apart. */
export function showsTwice({ asIfUtcMs, zoneMs, zone }: Reading, localToUtc: LocalToUtc): boolean {
  if (zoneMs !== null) return false;
  const toUtc = zone === undefined ? localToUtc : (wall: number): number => wall - (meaningOf(zone, wall)?.offsets[0] ?? 0);
  return toUtc !== undefined && isTwice(asIfUtcMs, toUtc);
}

const isTwice = (asIfUtcMs: number, localToUtc: (asIfUtcMs: number) => number): boolean =>
  localToUtc(asIfUtcMs + HOUR_MS) - localToUtc(asIfUtcMs) === 2 * HOUR_MS;

/** UTC-05:00. */
export function offsetText(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  const two = (count: number): string => String(count).padStart(2, '0');
  return ms === 0 ? 'UTC' : `UTC${ms < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** What the cells of a file say of their zone, each once: `US/Eastern`, `EST`, `UTC-05:00`. */
export function zonesSaid(readings: readonly Reading[]): readonly string[] {
  return [...new Set(readings.flatMap(({ zone, zoneMs }) => zone ?? (zoneMs === null ? [] : offsetText(zoneMs))))];
}
