import { zoneOffsetMs } from '#engine/market';
import { newYorkLagHours } from '#shared/instruments';
import { StartFault } from '../host/index.ts';

const HOUR_MS = 3_600_000;
/** What most MetaTrader servers keep. */
const SERVERS = 'mt5';
const DAY_MS = 24 * HOUR_MS;

/**
 * Makes UTC of a wall-clock time in a zone. In the hour that comes twice in autumn, the first one is meant. `mt5`: seven hours ahead
 * of New York, as most MetaTrader servers are, so that the week's last hour ends at their midnight.
 */
export function zoneToUtc(zone: string): (asIfUtcMs: number) => number {
  if (zone === SERVERS) return serverToUtc;
  try {
    zoneOffsetMs(zone, 0);
  } catch {
    throw new StartFault([`--server-zone: "${zone}" is neither mt5 nor a time zone such as Europe/Athens`]);
  }
  return (wall) => {
    const [before, after] = [wall - DAY_MS, wall + DAY_MS].map((at) => wall - zoneOffsetMs(zone, at)) as [number, number];
    const isRead = (at: number): boolean => at + zoneOffsetMs(zone, at) === wall;
    return !isRead(before) && isRead(after) ? after : before;
  };
}

function serverToUtc(wall: number): number {
  const first = wall - (7 - newYorkLagHours(wall)) * HOUR_MS;
  return wall - (7 - newYorkLagHours(first)) * HOUR_MS;
}
