import { AGENT_EFFECTS, isFinal, type Breaker, type EffectClass } from '#shared/domain';
import type { LiveFrame } from '#shared/ipc';
import { breakerKey, type ReadonlyCockpit } from '#shared/projection';

type Json = Readonly<Record<string, unknown>>;
const RUNNING_MAX = 100;
const CLOSED = { state: 'CLOSED', failures: 0, successes: 0 };

const reopening = (breaker: Breaker): Json =>
  breaker.state === 'OPEN' && breaker.reopensAt !== null ? { reopensAt: breaker.reopensAt } : {};

const percentiles = ({ p50, p95, p99 }: LiveFrame['routing']): Json => ({ p50, p95, p99 });

/** Signals on their way: how many, how they ended, how long it took, and the newest that are under way. */
export const pipelinesView = (cockpit: ReadonlyCockpit, { pipelines, ...live }: LiveFrame): Json => ({
  active: pipelines.active,
  completed: pipelines.completed,
  rejected: pipelines.rejected,
  failed: pipelines.failed,
  latencyMs: percentiles(pipelines.latency),
  stages: stagesView(cockpit, live),
  running: runningView(cockpit, live),
});

/** Lanes, agents and breakers. */
export function controllerView(cockpit: ReadonlyCockpit, live: LiveFrame): Json {
  return {
    lanes: live.lanes,
    routedTotal: live.routedTotal,
    failedTotal: live.failedTotal,
    latencyMs: percentiles(live.routing),
    fullLanes: Object.fromEntries(cockpit.fullLanes),
    agents: live.agents.map((agent) => ({
      id: agent.id,
      role: agent.role,
      health: agent.health,
      lastSeenMs: agent.lastSeenMs,
      errorRate: agent.errorRate,
      latencyMs: percentiles(agent.latency),
      availability: agent.up,
      breakers: Object.fromEntries(
        AGENT_EFFECTS[agent.id].map((effect: EffectClass) => {
          const breaker = cockpit.breakers.get(breakerKey(agent.id, effect));
          if (breaker === undefined) return [effect, CLOSED];
          const { state, failures } = breaker;
          const successes = state === 'HALF_OPEN' ? breaker.successes : 0;
          return [effect, { state, failures, successes, ...reopening(breaker) }];
        }),
      ),
    })),
  };
}

/** Signals under way, the newest last: where each is and since when it is known. */
const runningView = ({ signals }: ReadonlyCockpit, { at }: Pick<LiveFrame, 'at'>): readonly Json[] =>
  [...signals.values()]
    .filter(({ state }) => !isFinal(state) && state !== 'open')
    .slice(-RUNNING_MAX)
    .map(({ signalId, traceId, state, receivedAt, decisions }) => ({
      signalId,
      traceId,
      state,
      stage: decisions.at(-1)?.stage ?? 'intake',
      ageMs: Math.max(0, at - receivedAt),
    }));

const stagesView = (cockpit: ReadonlyCockpit, live: Pick<LiveFrame, 'stages'>): Json =>
  Object.fromEntries(
    Object.entries(live.stages).map(([stage, latency]) => [
      stage,
      {
        ...(cockpit.stages.get(stage as keyof LiveFrame['stages']) ?? { asked: 0, passed: 0, refused: 0, failed: 0 }),
        latencyMs: percentiles(latency),
      },
    ]),
  );
