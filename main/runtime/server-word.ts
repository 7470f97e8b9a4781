import { zoneOffsetMs } from '#engine/market';
import type { ReadonlyCockpit } from '#shared/projection';
import type { ClockWord, ServerReading } from '#ports';

type Zone = ReadonlyCockpit['clock']['zone'];

/** Servers keep a zone whose offset is a multiple of this, within these bounds. */
const ZONE_STEP_MS = 900_000;
const ZONE_MIN_MS = -12 * 3_600_000;
const ZONE_MAX_MS = 14 * 3_600_000;
/** A reading that is older says nothing any more. */
const READING_MAX_MS = 15_000;
/** A terminal on this PC sees the PC's clock as we do. */
const SAME_PC_MS = 5_000;
/** Markets are never closed for longer: a server whose newest price is older keeps its time by the PC. */
const CLOSED_MAX_MS = 5 * 86_400_000;
/** Zones whose summer time servers follow: New York's close at midnight above all. */
const SUMMER_TIMES = ['America/New_York', 'Europe/Athens', 'Europe/London', 'Europe/Prague'];

const roundedZone = (ms: number): number => Math.round(ms / ZONE_STEP_MS) * ZONE_STEP_MS;

/**
 * The server's offset from UTC as it can be now: as it was learned, or an hour off where its summer time began or ended since. The
 * likeliest comes first: what was learned, moved with New York's summer time.
 */
function offsetsNow({ offsetMs, at }: NonNullable<Zone>, nowMs: number): readonly number[] {
  const moved = SUMMER_TIMES.map((zone) => zoneOffsetMs(zone, nowMs) - zoneOffsetMs(zone, at));
  return [...new Set([...moved, 0].map((by) => offsetMs + by))];
}

/** `offsetMs`: the server's time less UTC, as it was taken. */
export type ServerWord = ClockWord & { readonly offsetMs: number };

/**
 * What the trade server's clock says in UTC; null when that cannot be told. Its offset is the one that was learned while nothing
 * was in doubt; for a server that is not known, the multiple of a quarter of an hour that is nearest to the PC's clock, if a
 * server can have it. A heartbeat may have been moved by setting the PC's clock; prices that come in as time passes cannot.
 */
export function serverWord(
  reading: ServerReading,
  zone: Zone,
  { wallMs, monoMs, nowMs }: { readonly wallMs: number; readonly monoMs: number; readonly nowMs: number },
): ServerWord | null {
  if (monoMs - reading.monoMs > READING_MAX_MS) return null;
  const { quoteMs, isLive } = reading;
  const serverMs = quoteMs !== null && isLive ? quoteMs : reading.serverMs;
  // A terminal that sees another time on this PC than we do: its word, whatever the server says.
  const pcMs = wallMs - (monoMs - reading.monoMs);
  const isSamePc = Math.abs(reading.pcMs - pcMs) <= SAME_PC_MS;
  if (quoteMs !== null && Math.abs(serverMs - quoteMs) > CLOSED_MAX_MS && isSamePc) return null;
  if (zone?.server === reading.server) {
    const near = offsetsNow(zone, serverMs - zone.offsetMs);
    // Where summer time has just begun or ended, an hour more or less may be either: what is nearer to the time as it is known.
    const known = nowMs - (monoMs - reading.monoMs);
    const isOneOfThem = near.some((one) => Math.abs(serverMs - one - known) <= SAME_PC_MS);
    const nearest = near.reduce((a, b) => (Math.abs(serverMs - a - known) <= Math.abs(serverMs - b - known) ? a : b));
    // The other hour is in question only where the time as it is known would be one of the two; a time that is none of them, such
    // as that of a PC a day ahead, says nothing about the hour.
    const best = isOneOfThem ? nearest : (near[0] ?? zone.offsetMs);
    const isIndependent = isLive && (near.length === 1 || !isOneOfThem);
    return { monoMs: reading.monoMs, isIndependent, utcMs: serverMs - best, offsetMs: best };
  }
  const offset = roundedZone(serverMs - (isSamePc ? pcMs : reading.pcMs));
  if (offset < ZONE_MIN_MS || offset > ZONE_MAX_MS) return null;
  return { monoMs: reading.monoMs, isIndependent: false, utcMs: serverMs - offset, offsetMs: offset };
}
