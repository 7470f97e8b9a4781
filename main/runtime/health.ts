import type { AgentId } from '#shared/domain';
import type { LiveFrame } from '#shared/ipc';
import type { AgentMeter } from './meters.ts';

type Health = LiveFrame['agents'][number]['health'];

/** An agent that was not seen for this long is not healthy, whatever it said before. */
const QUIET_MS: Partial<Record<AgentId, number>> = {
  detector: 180_000,
  terminal: 10_000,
  // Asked only when there is something to ask.
  model: 3_600_000,
  notifier: 86_400_000,
  calendar: 900_000,
};
const QUIET_DEFAULT_MS = 5_000;
const ERRORS_MAX = 0.05;

/** How an agent stands by its last sign of life and its errors. One that was never heard of is not in use, and said so. */
export function healthOf(id: AgentId, meter: AgentMeter, nowMs: number): Health {
  if (meter.lastSeenAt === null) return 'unknown';
  const quiet = QUIET_MS[id] ?? QUIET_DEFAULT_MS;
  const silentMs = nowMs - meter.lastSeenAt;
  if (silentMs > quiet * 2) return 'down';
  return silentMs > quiet || (meter.errorRate() ?? 0) > ERRORS_MAX ? 'degraded' : 'healthy';
}
