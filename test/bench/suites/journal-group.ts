import { Latencies } from '../measure/latencies.ts';
import { nanoseconds } from '../measure/nanoseconds.ts';
import type { Figures, Suite } from '../suite.ts';
import { fileStore, journalStore, sqliteStore, type Store } from '../world/stores.ts';

const PRODUCERS = 64;
const WARM_NS = 200e6;
const MEASURE_NS = 600e6;

/** Producers that each wait for their record to be durable; whatever has queued up is committed together. */
async function group({ put, close }: Store): Promise<Figures> {
  let waiting: (() => void)[] = [];
  let isFlushing = false;
  const flush = async (): Promise<void> => {
    const batch = waiting;
    waiting = [];
    await put(batch.length);
    isFlushing = false;
    for (const done of batch) done();
    arm();
  };
  const arm = (): void => {
    if (isFlushing || waiting.length === 0) return;
    isFlushing = true;
    setImmediate(() => void flush());
  };
  const durable = (): Promise<void> =>
    new Promise((resolve) => {
      waiting.push(resolve);
      arm();
    });
  const latencies = new Latencies();
  const measureFrom = nanoseconds() + WARM_NS;
  const until = measureFrom + MEASURE_NS;
  const produce = async (): Promise<void> => {
    for (let from = nanoseconds(); from < until; from = nanoseconds()) {
      await durable();
      if (from >= measureFrom) latencies.add(nanoseconds() - from);
    }
  };
  await Promise.all(Array.from({ length: PRODUCERS }, produce));
  const rate = latencies.count / ((nanoseconds() - measureFrom) / 1e9);
  close();
  const { p50, p99, max } = latencies.us();
  return { rate, p50, p99, max };
}

export const suite: Suite = {
  name: 'journal-group',
  title: 'Journal, 64 producers, what queued up is one commit, durable (FULL)',
  baseline: 'file append + fdatasync (floor)',
  metrics: [
    { key: 'rate', label: 'records', unit: '/s' },
    { key: 'p50', label: 'p50', unit: 'us' },
    { key: 'p99', label: 'p99', unit: 'us' },
    { key: 'max', label: 'max', unit: 'us' },
  ],
  candidates: [
    { name: 'file append + fdatasync (floor)', measure: () => group(fileStore('aside')) },
    { name: 'bare SQLite WAL FULL, no chain', measure: () => group(sqliteStore()) },
    { name: 'ours: chain, signed head, FULL', measure: () => group(journalStore()) },
  ],
};
