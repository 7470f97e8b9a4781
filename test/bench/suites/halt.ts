import { openJournal, memoryJournal } from '#main/adapters/journal/index.ts';
import { createReplayTerminal } from '#main/adapters/paper-broker/index.ts';
import { randomIds, systemClock } from '#main/adapters/system/index.ts';
import type { Journal } from '#ports';
import { Runtime } from '#main/runtime/index.ts';
import { LANE_MAX } from '#engine';
import { LANES } from '#shared/domain';
import type { Input } from '#shared/events';
import { Latencies } from '../measure/latencies.ts';
import { nanoseconds } from '../measure/nanoseconds.ts';
import type { Figures, Suite } from '../suite.ts';
import { ownFolder } from '../world/folder.ts';
import { configOf } from '../world/market-facts.ts';

const HALTS = 30;
const CONFIG = configOf({});

async function startRuntime(journal: Journal, run: string): Promise<Runtime> {
  const clock = systemClock({ unref: true });
  const terminal = createReplayTerminal({
    config: CONFIG.paper,
    clock,
    file: { name: 'bench', kind: 'ticks' },
    symbols: ['EURUSD'],
  });
  const runtime = new Runtime({
    clock,
    ids: randomIds(clock),
    journal,
    terminal,
    log: { write: () => undefined },
    notifier: { critical: () => undefined },
    model: null,
    calendar: null,
    run,
    version: '0',
    mode: 'paper',
    config: CONFIG,
    previous: null,
    pulseMs: 3_600_000,
    refreshMs: 3_600_000,
    warmUpBars: 0,
    onBug: (error) => {
      throw error;
    },
  });
  await runtime.start([]);
  return runtime;
}

/** As many messages as every lane takes: from here on each lane refuses. */
function fillLanes({ loop }: Runtime): void {
  for (const lane of LANES) {
    for (let i = 0; i < LANE_MAX[lane]; i += 1) {
      const make = (): Input => ({ type: 'time.reached', payload: { facts: null, recentDeals: null } });
      loop.post(lane, { actor: 'bench', correlationId: 'bench', causationId: null, make });
    }
  }
}

async function halts(open: (run: string) => Journal, isFull: boolean): Promise<Figures> {
  const latencies = new Latencies();
  for (let i = 0; i < HALTS; i += 1) {
    const runtime = await startRuntime(open(`run-${i}`), `run-${i}`);
    if (isFull) fillLanes(runtime);
    const began = nanoseconds();
    const { certificateId } = runtime.halt({ reason: 'measured', flatten: true }, 'bench');
    latencies.add(nanoseconds() - began);
    if (certificateId === null || runtime.cockpit.trading.state !== 'halted') throw new Error('the halt did not latch');
    runtime.seal('measured');
  }
  const { p50, p99 } = latencies.us();
  return { p50, p99 };
}

const onDisk = (run: string): Journal =>
  openJournal({ dir: ownFolder(), key: 'bench', run, clock: systemClock(), createdBy: 'bench' });

export const suite: Suite = {
  name: 'halt',
  title: 'Halt latch: asked until it is decided, folded and durable',
  baseline: 'lanes empty, on disk',
  metrics: [
    { key: 'p50', label: 'p50', unit: 'us' },
    { key: 'p99', label: 'p99', unit: 'us' },
  ],
  candidates: [
    { name: 'lanes empty, on disk', measure: () => halts(onDisk, false) },
    { name: 'lanes full (28,000 messages), on disk', measure: () => halts(onDisk, true) },
    { name: 'lanes full, journal in memory', measure: () => halts(() => memoryJournal(), true) },
  ],
  notes: [`${HALTS} fresh runs a round, so p99 is the worst of a round.`],
};
