import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { MACHINE_METRICS } from './machine-metrics.ts';
import type { Metric, Sample, Seen } from './metric.ts';
import { RISK_METRICS } from './risk-metrics.ts';
import { TRADING_METRICS } from './trading-metrics.ts';

/** Every metric of ours, in the order in which they are told. */
export const METRICS: readonly Metric[] = [...TRADING_METRICS, ...RISK_METRICS, ...MACHINE_METRICS];

/** Gauges whose names say counter: promtool refuses them, and the counts by kind say the same. */
const MISNAMED = ['nodejs_active_handles_total', 'nodejs_active_requests_total', 'nodejs_active_resources_total'];

/** The process as Node sees it (CPU, memory, event loop, garbage collection): measured from the first question on. */
let ofProcess: Registry | null = null;
function processMetrics(): Registry {
  if (ofProcess === null) {
    ofProcess = new Registry();
    collectDefaultMetrics({ register: ofProcess });
    for (const name of MISNAMED) ofProcess.removeSingleMetric(name);
  }
  return ofProcess;
}

/** Prometheus text of this moment. Values that are unknown are left out rather than made up. */
export async function metricsText(seen: Seen): Promise<string> {
  const registry = new Registry();
  for (const metric of METRICS) tell(registry, metric, seen);
  return Registry.merge([registry, processMetrics()]).metrics();
}

function tell(registry: Registry, { name, help, kind, samples }: Metric, seen: Seen): void {
  const known = samples(seen).filter((sample): sample is readonly [Sample[0], number] => isTold(sample[1]));
  const labelNames = [...new Set(known.flatMap(([labels]) => Object.keys(labels)))];
  // A metric without a value would be told as 0 where it has no labels.
  if (known.length === 0) return;
  const options = { name, help, labelNames, registers: [registry] };
  if (kind === 'gauge') {
    const gauge = new Gauge(options);
    for (const [labels, value] of known) gauge.set(labels, value);
  } else {
    const counter = new Counter(options);
    for (const [labels, value] of known) counter.inc(labels, value);
  }
}

const isTold = (value: number | null): boolean => value !== null && Number.isFinite(value);
