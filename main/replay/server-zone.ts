import { zoneOffsetMs } from '#engine/market';
import { StartFault } from '../host/index.ts';

/** Makes UTC of a wall-clock time in a zone. In the hour that comes twice in autumn, the first one is meant. */
export function zoneToUtc(zone: string): (asIfUtcMs: number) => number {
  try {
    zoneOffsetMs(zone, 0);
  } catch {
    throw new StartFault([`--server-zone: "${zone}" is not a time zone such as Europe/Athens`]);
  }
  return (wall) => {
    const first = wall - zoneOffsetMs(zone, wall);
    return wall - zoneOffsetMs(zone, first);
  };
}
