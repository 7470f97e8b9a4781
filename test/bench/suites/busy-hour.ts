import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL, fileURLToPath } from 'node:url';
import { DataFolder, Headless, pause } from '#test/process/headless-process.ts';
import type { Figures, Suite } from '../suite.ts';
import { ownFolder } from '../world/folder.ts';

const WATCH = fileURLToPath(new URL('../world/loop-watch.ts', import.meta.url));
/** An hour of the cockpit's clock in a minute. */
const SPEED = 60;
const HOUR_MS = 60_000;
/** The start, its history and the first candles are not of the hour. */
const FROM_MS = 8_000;
const SIGNALS = 200;

const CONFIG = {
  approvals: { mode: 'auto' },
  strategies: { m5_bos: { sessions: ['any'], maxConcurrent: 10 }, m1_retest: { sessions: ['any'], maxConcurrent: 10 } },
  limits: { repeatedEntries: 1_000, maxEntriesPerMinute: 10_000 },
  cells: { u1: { minScore: 0 }, u3: { maxOpenPositions: 10, onePositionPerSymbol: false, opposite: 'allow' } },
};

/** An hour of the headless cockpit with so many signals, journal on the disk. */
async function hour(signals: number): Promise<Figures> {
  const out = join(ownFolder(), 'loop.json');
  const folder = new DataFolder(CONFIG);
  const environment = {
    ...{ NODE_OPTIONS: `--no-warnings --import=${pathToFileURL(WATCH).href}` },
    ...{ BENCH_OUT: out, BENCH_FROM_MS: String(FROM_MS) },
  };
  const cockpit = await Headless.start(
    folder,
    ['--now', '2026-03-04T10:00:00Z', '--speed', String(SPEED)],
    undefined,
    environment,
  );
  await pause(FROM_MS);
  const began = performance.now();
  for (let i = 0; i < signals; i += 1) {
    await cockpit.signal(`s-${i}`, { symbol: i % 2 === 0 ? 'EURUSD' : 'GBPUSD', stopPips: 40, targetPips: 120 });
    await pause(Math.max(0, began + ((i + 1) * HOUR_MS) / signals - performance.now()));
  }
  await pause(Math.max(0, began + HOUR_MS - performance.now()));
  await cockpit.terminate();
  folder.remove();
  return JSON.parse(readFileSync(out, 'utf8')) as Figures;
}

export const suite: Suite = {
  name: 'busy-hour',
  title: 'Event loop of the cockpit over an hour of its clock: how long it was held up',
  baseline: 'no signal',
  metrics: [
    { key: 'p50', label: 'p50', unit: 'ms' },
    { key: 'p99', label: 'p99', unit: 'ms' },
    { key: 'max', label: 'longest', unit: 'ms' },
  ],
  candidates: [
    { name: 'no signal', measure: () => hour(0) },
    { name: `${SIGNALS} signals, traded`, measure: () => hour(SIGNALS) },
  ],
  notes: [
    `The hour takes ${HOUR_MS / 1_000} s, so everything comes ${SPEED} times as densely as in a real one. A round takes two minutes.`,
  ],
};
