import { health, LANES } from '#shared/domain';
import type { LiveFrame } from '#shared/ipc';
import { breakerParts } from '#shared/projection';
import { counter, gauge, percentilesOf, secondsOf, statesOf, type Metric, type Sample } from './metric.ts';

const BREAKER_STATES = ['CLOSED', 'OPEN', 'HALF_OPEN'];

const byLane = ({ lanes }: LiveFrame, read: (lane: LiveFrame['lanes'][keyof LiveFrame['lanes']]) => number): readonly Sample[] =>
  LANES.map((lane) => [{ lane }, read(lanes[lane])]);

/** Lanes, agents, breakers, journal, clock and the process itself. */
export const MACHINE_METRICS: readonly Metric[] = [
  gauge('build_info', 'Always 1; the version as a label', ({ cockpit }) => [
    [{ version: cockpit.version, mode: cockpit.mode }, 1],
  ]),
  gauge('uptime_seconds', 'Since the cockpit started', ({ live }) => secondsOf(live.uptimeMs)),
  gauge('fault', '1 while something is broken so badly that it cannot be recorded', ({ live }) => (live.fault === null ? 0 : 1)),
  gauge('lane_depth', 'Messages that wait in a lane', ({ live }) => byLane(live, ({ depth }) => depth)),
  gauge('lane_capacity', 'Messages that a lane takes', ({ live }) => byLane(live, ({ max }) => max)),
  gauge('lane_peak_depth', 'The most that waited in a lane', ({ live }) => byLane(live, ({ peak }) => peak)),
  gauge('lane_oldest_seconds', 'Age of the oldest message of a lane', ({ live }) =>
    byLane(live, ({ oldestMs }) => oldestMs / 1_000),
  ),
  counter('lane_refused_total', 'Messages that a full lane turned away', ({ live }) => byLane(live, ({ refused }) => refused)),
  counter('messages_routed_total', 'Messages that reached an agent', ({ live }) => live.routedTotal),
  counter('messages_failed_total', 'Messages whose agent failed', ({ live }) => live.failedTotal),
  gauge('routing_latency_seconds', 'Time a message took to its answer, by percentile', ({ live }) => percentilesOf(live.routing)),
  gauge('agent_health', '1 for the health that an agent has: healthy, degraded, down or unknown', ({ live }) =>
    live.agents.flatMap(({ id, health: now }) => statesOf('health', health.options, now, { agent: id })),
  ),
  gauge('agent_error_ratio', 'Calls of an agent that failed lately, of all', ({ live }) =>
    live.agents.map(({ id, errorRate }): Sample => [{ agent: id }, errorRate]),
  ),
  gauge('agent_availability_ratio', 'Share of the last hour that an agent was not down', ({ live }) =>
    live.agents.map(({ id, up }): Sample => [{ agent: id }, up.hour]),
  ),
  gauge('agent_latency_seconds', 'Time an agent took to answer, by percentile', ({ live }) =>
    live.agents.flatMap(({ id, latency }) => percentilesOf(latency, { agent: id })),
  ),
  gauge(
    'breaker_state',
    '1 for the state of a circuit breaker that holds; one that was never needed is not listed',
    ({ cockpit }) =>
      [...cockpit.breakers].flatMap(([key, { state }]) => {
        const { agent, effect } = breakerParts(key);
        return statesOf('state', BREAKER_STATES, state, { agent, effect });
      }),
  ),
  gauge('recoveries_active', 'Faults that are being recovered from', ({ cockpit }) => cockpit.recoveries.size),
  gauge('journal_last_seq', 'Number of the last durable record', ({ live }) => live.journal.lastSeq),
  gauge(
    'journal_verified_seq',
    'Number up to which the journal was read back and found whole',
    ({ live }) => live.journal.verifiedTo,
  ),
  gauge('journal_size_bytes', 'Size of the journal', ({ live }) => live.journal.bytes),
  gauge('journal_lag_seconds', 'How long the newest write to the journal took', ({ live }) => secondsOf(live.journal.lagMs)),
  gauge('journal_anchor_problem', '1 while what guards the journal from outside cannot be written', ({ live: { journal } }) =>
    journal.anchor === null ? null : Number(journal.anchor.problem !== null),
  ),
  gauge('clock_trusted', '1 while the PC’s clock agrees with its evidence', ({ live }) => Number(live.clock.trusted)),
  counter('channel_messages_total', 'Messages of alarms by channel, sent or dropped', ({ notifications }) =>
    (notifications?.channels ?? []).flatMap(({ id, sent, dropped }): readonly Sample[] => [
      [{ channel: id, outcome: 'sent' }, sent],
      [{ channel: id, outcome: 'dropped' }, dropped],
    ]),
  ),
  gauge('channel_problem', '1 while the newest message to a channel did not arrive', ({ notifications }) =>
    (notifications?.channels ?? []).map(({ id, problem }): Sample => [{ channel: id }, problem === null ? 0 : 1]),
  ),
  gauge('loop_lag_seconds', 'Delay of the event loop, by percentile', ({ live }) => percentilesOf(live.loop)),
];
