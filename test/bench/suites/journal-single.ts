import { Latencies } from '../measure/latencies.ts';
import { nanoseconds } from '../measure/nanoseconds.ts';
import type { Figures, Suite } from '../suite.ts';
import { fileStore, journalStore, sqliteStore, type Store } from '../world/stores.ts';

const WARM = 200;
const MEASURE_NS = 500e6;

async function single({ put, close }: Store): Promise<Figures> {
  for (let i = 0; i < WARM; i += 1) await put(1);
  const latencies = new Latencies();
  const began = nanoseconds();
  while (nanoseconds() - began < MEASURE_NS) {
    const from = nanoseconds();
    await put(1);
    latencies.add(nanoseconds() - from);
  }
  const rate = latencies.count / ((nanoseconds() - began) / 1e9);
  close();
  const { p50, p99 } = latencies.us();
  return { rate, p50, p99 };
}

export const suite: Suite = {
  name: 'journal-single',
  title: 'Journal, one record a commit, durable (FULL)',
  baseline: 'file append + fdatasync (floor)',
  metrics: [
    { key: 'rate', label: 'records', unit: '/s' },
    { key: 'p50', label: 'p50', unit: 'us' },
    { key: 'p99', label: 'p99', unit: 'us' },
  ],
  candidates: [
    { name: 'file append + fdatasync (floor)', measure: () => single(fileStore('waiting')) },
    { name: 'bare SQLite WAL FULL, no chain', measure: () => single(sqliteStore()) },
    { name: 'ours: chain, signed head, FULL', measure: () => single(journalStore()) },
  ],
  notes: ['Records as the engine makes them: bars of 0.3 kB, decisions of 1 to 4 kB.'],
};
