import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How late the event loop ran, in milliseconds, since the last reset. */
export type LoopLag = {
  read(): { readonly p50: number; readonly p99: number; readonly max: number };
  reset(): void;
  stop(): void;
};

const EVERY_MS = 10;

/** Watches the event loop from now on. Does not keep the process alive. */
export function loopLag(): LoopLag {
  const histogram = monitorEventLoopDelay({ resolution: EVERY_MS });
  histogram.enable();
  // Node counts from one sample to the next, so an idle loop reads as the sampling interval.
  const late = (nanoseconds: number): number => (histogram.count === 0 ? 0 : Math.max(nanoseconds / 1e6 - EVERY_MS, 0));
  return {
    read: () => ({ p50: late(histogram.percentile(50)), p99: late(histogram.percentile(99)), max: late(histogram.max) }),
    reset: () => histogram.reset(),
    stop: () => void histogram.disable(),
  };
}
