import { build, type Histogram } from 'hdr-histogram-js';
import { agentId, stage, type AgentId, type Stage } from '../../shared/domain/index.ts';
import type { LiveFrame } from '../../shared/ipc/index.ts';

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
  readonly #histogram = createHistogram();

  record(ms: number): void {
    this.#histogram.recordValue(Math.max(1, Math.round(ms * 1000)));
  }

  clear(): void {
    this.#histogram.reset();
  }

  view(): Latency {
    const count = this.#histogram.totalCount;
    const at = (percent: number): number | null => (count === 0 ? null : this.#histogram.getValueAtPercentile(percent) / 1000);
    return { p50: at(50), p95: at(95), p99: at(99), count };
  }
}

/** How often an agent was asked and failed, and how long it took. Counts over its last 200 calls make the error rate. */
export class AgentMeter {
  readonly latency = new Meter();
  readonly #recent: boolean[] = [];
  lastSeenAt: number | null = null;

  record(ms: number, failed: boolean, nowMs: number): void {
    this.latency.record(ms);
    this.lastSeenAt = nowMs;
    this.#recent.push(failed);
    if (this.#recent.length > 200) this.#recent.shift();
  }

  seen(nowMs: number): void {
    this.lastSeenAt = nowMs;
  }

  errorRate(): number | null {
    return this.#recent.length === 0 ? null : this.#recent.filter((failed) => failed).length / this.#recent.length;
  }
}

/** Everything that is measured rather than recorded. Never read by a decision. */
export class Meters {
  readonly routing = new Meter();
  readonly pipeline = new Meter();
  readonly commit = new Meter();
  readonly stages = new Map<Stage, Meter>(stage.options.map((name) => [name, new Meter()]));
  readonly agents = new Map<AgentId, AgentMeter>(agentId.options.map((name) => [name, new AgentMeter()]));
  routedTotal = 0;
  failedTotal = 0;

  stage(of: Stage, ms: number): void {
    this.stages.get(of)?.record(ms);
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
