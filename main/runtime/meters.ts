import { build, type Histogram } from 'hdr-histogram-js';
import { agentId, stage, type AgentId, type Stage } from '#shared/domain';
import type { LiveFrame } from '#shared/ipc';
import { UpTime } from './availability.ts';
import { IntakePressure } from './intake-pressure.ts';

type Latency = LiveFrame['routing'];
/** Microseconds up to ten minutes with two digits: a few kB each. */
const createHistogram = (): Histogram =>
  build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: 600_000_000,
    numberOfSignificantValueDigits: 2,
    useWebAssembly: false,
  });

/** A latency meter: records milliseconds, reports percentiles in milliseconds; unknown until something was recorded. */
export class Meter {
  /** Made with the first value: many a meter never gets one. */
  #histogram: Histogram | null = null;

  record(ms: number): void {
    this.#histogram ??= createHistogram();
    this.#histogram.recordValue(Math.max(1, Math.round(ms * 1000)));
  }

  clear(): void {
    this.#histogram?.reset();
  }

  view(): Latency {
    const histogram = this.#histogram;
    const count = histogram?.totalCount ?? 0;
    const at = (percent: number): number | null =>
      histogram === null || count === 0 ? null : histogram.getValueAtPercentile(percent) / 1000;
    return { p50: at(50), p95: at(95), p99: at(99), count };
  }
}

const RECENT_MAX = 200;

/** How often an agent was asked and failed, and how long it took. Its last 200 calls make the error rate. */
export class AgentMeter {
  readonly latency = new Meter();
  readonly upTime = new UpTime();
  /** A ring: 1 where the call failed. */
  readonly #recent = new Uint8Array(RECENT_MAX);
  #calls = 0;
  #failures = 0;
  lastSeenAt: number | null = null;

  record(ms: number, failed: boolean, nowMs: number): void {
    this.latency.record(ms);
    this.lastSeenAt = nowMs;
    const at = this.#calls % RECENT_MAX;
    this.#failures += Number(failed) - (this.#recent[at] ?? 0);
    this.#recent[at] = Number(failed);
    this.#calls += 1;
  }

  seen(nowMs: number): void {
    this.lastSeenAt = nowMs;
  }

  /** Share of failures, 0..1; null before the first call. */
  errorRate(): number | null {
    return this.#calls === 0 ? null : this.#failures / Math.min(this.#calls, RECENT_MAX);
  }
}

/** Everything that is measured rather than recorded. Never read by a decision of the engine. */
export class Meters {
  readonly routing = new Meter();
  readonly pipeline = new Meter();
  readonly commit = new Meter();
  readonly stages = new Map<Stage, Meter>(stage.options.map((name) => [name, new Meter()]));
  readonly agents = new Map<AgentId, AgentMeter>(agentId.options.map((name) => [name, new AgentMeter()]));
  /** What waits at the way in; what is turned away there is decided by it. */
  readonly intake = new IntakePressure();
  routedTotal = 0;
  failedTotal = 0;

  stage(of: Stage, ms: number): void {
    this.stages.get(of)?.record(ms);
  }

  /** The engine's own agents run inside its loop: that the loop has just turned is their heartbeat. `now` is UTC. */
  turned(now: number): void {
    for (const agent of ['intake', 'owner', 'orchestrator', 'u1', 'u2', 'u3', 'u4', 'u5', 'journal'] as const)
      this.agent(agent).seen(now);
  }

  /** Loading candles at the start is not what anybody means by latency. */
  clearWarmUp(): void {
    for (const meter of [this.routing, this.pipeline, this.commit]) meter.clear();
  }

  agent(agent: AgentId): AgentMeter {
    const meter = this.agents.get(agent) ?? new AgentMeter();
    this.agents.set(agent, meter);
    return meter;
  }
}
