import { LANES, type AgentId, type Health, type Lane } from '#shared/domain';
import type { Input, Payload } from '#shared/events';
import type { EngineLoop } from './engine-loop.ts';
import { healthOf } from './health.ts';
import type { AgentMeter, Meters } from './meters.ts';

/** A lane that turned messages away is well again when it has turned none away for this long. */
const CALM_MS = 60_000;

/**
 * Brings on record what is measured about the controller when it changes: an agent's health, and lanes that turn messages
 * away. A change of health counts when two looks in a row agree, so that one late answer is no event.
 */
export class ControllerWatch {
  readonly #loop: EngineLoop;
  readonly #meters: Meters;
  readonly #seen = new Map<AgentId, Health>();
  readonly #refused = new Map<Lane, { total: number; lastAt: number }>();

  constructor(loop: EngineLoop, meters: Meters) {
    this.#loop = loop;
    this.#meters = meters;
  }

  /** Looks once, and brings what changed before the engine, ahead of a lane that may be full itself. */
  pulse(nowMs: number, run: string): void {
    const payload = this.look(nowMs);
    if (payload === null) return;
    const make = (): Input => ({ type: 'controller.observed', payload });
    this.#loop.post('critical', { actor: 'engine', correlationId: run, causationId: null, make });
  }

  /** One look. Null when nothing changed. `nowMs` is UTC. */
  look(nowMs: number): Payload<'controller.observed'> | null {
    const { health: known, fullLanes } = this.#loop.engine.cockpit;
    const health: Payload<'controller.observed'>['health'] = [];
    for (const [agent, meter] of this.#meters.agents) {
      const now = healthOf(agent, meter, nowMs);
      const isSettled = this.#seen.get(agent) === now;
      this.#seen.set(agent, now);
      if (now === 'unknown') continue;
      meter.upTime.sample(now === 'down');
      // Being well from the start is no event.
      if (isSettled && now !== (known.get(agent)?.health ?? 'healthy'))
        health.push({ agent, health: now, why: whyOf(agent, meter, nowMs) });
    }
    const lanes = LANES.flatMap((lane) => this.#laneChange(lane, fullLanes.has(lane), nowMs));
    return health.length === 0 && lanes.length === 0 ? null : { health, lanes };
  }

  #laneChange(lane: Lane, wasFull: boolean, nowMs: number): Payload<'controller.observed'>['lanes'] {
    const { refused: total, max } = this.#loop.lanes[lane];
    const before = this.#refused.get(lane) ?? { total: 0, lastAt: 0 };
    const fresh = total - before.total;
    if (fresh > 0) this.#refused.set(lane, { total, lastAt: nowMs });
    if (fresh > 0 && !wasFull) return [{ lane, refused: fresh, max }];
    return wasFull && nowMs - (this.#refused.get(lane)?.lastAt ?? 0) >= CALM_MS ? [{ lane, refused: 0, max }] : [];
  }
}

function whyOf(agent: AgentId, meter: AgentMeter, nowMs: number): string {
  const silentMs = meter.lastSeenAt === null ? 0 : Math.max(0, nowMs - meter.lastSeenAt);
  const errors = Math.round((meter.errorRate() ?? 0) * 1_000) / 10;
  return `${agent} was heard of ${(silentMs / 1_000).toFixed(1)} s ago, ${errors} % of its last calls failed`;
}
