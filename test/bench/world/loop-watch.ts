import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/**
 * Loaded before a cockpit that is measured: how long the loop was held up beyond its timer's millisecond, from BENCH_FROM_MS after the
 * start to the end, written to BENCH_OUT in milliseconds. What holds it up is turns, collected garbage and whatever else runs there.
 */
const RESOLUTION_MS = 1;
const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
setTimeout(() => histogram.enable(), Number(process.env['BENCH_FROM_MS'])).unref();
process.on('exit', () => {
  const ms = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
  const figures = { p50: ms(histogram.percentile(50)), p99: ms(histogram.percentile(99)), max: ms(histogram.max) };
  writeFileSync(process.env['BENCH_OUT'] ?? '', JSON.stringify(figures));
});
