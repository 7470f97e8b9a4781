import { Gauge, Registry } from 'prom-client';
import { LANES } from '#shared/domain';
import type { LiveFrame } from '#shared/ipc';
import type { Runtime } from './runtime.ts';
import { metricsView } from './views/index.ts';

/** Prometheus text of this moment. Values that are unknown are left out rather than made up. */
export async function metricsText(runtime: Runtime, live: LiveFrame): Promise<string> {
  const registry = new Registry();
  const gauge = (name: string, help: string, value: number | null): void => {
    if (value !== null) new Gauge({ name: `mikrobot_${name}`, help, registers: [registry] }).set(value);
  };
  for (const [name, value] of Object.entries(metricsView(runtime.cockpit, live))) gauge(name.replaceAll('.', '_'), name, value);
  gauge('trading_active', '1 while entries are allowed', runtime.cockpit.trading.state === 'active' ? 1 : 0);
  gauge('journal_last_seq', 'Sequence number of the last durable record', live.journal.lastSeq);
  gauge('terminal_age_ms', 'Milliseconds since the terminal was last heard', live.terminal.ageMs);
  gauge('equity', 'Equity in account currency', live.account?.equity ?? null);
  const lanes = new Gauge({
    name: 'mikrobot_lane_depth',
    help: 'Messages waiting in a lane',
    labelNames: ['lane'],
    registers: [registry],
  });
  for (const lane of LANES) lanes.set({ lane }, live.lanes[lane].depth);
  const rss = process.memoryUsage.rss();
  gauge('system_memory_rss_bytes', 'Resident memory of this process', rss);
  return registry.metrics();
}
