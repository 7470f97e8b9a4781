import { nanoseconds } from './nanoseconds.ts';

const SAMPLE_NS = 25e6;
const WARM_NS = 80e6;
const SAMPLES = 5;

/** A loop that does the work `times` times. */
export type Loop = (times: number) => void;
export type AsyncLoop = (times: number) => Promise<void>;

/** Nanoseconds a turn of the loop: calibrated, warmed up, median of five samples. */
export async function timeLoop(loop: Loop | AsyncLoop): Promise<number> {
  let times = 1;
  for (;;) {
    const took = await timed(loop, times);
    if (took > 5e6) {
      times = Math.max(1, Math.floor((times * SAMPLE_NS) / took));
      break;
    }
    times *= 4;
  }
  const warmUntil = nanoseconds() + WARM_NS;
  while (nanoseconds() < warmUntil) await loop(Math.max(1, times >> 3));
  const samples: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample += 1) samples.push((await timed(loop, times)) / times);
  return samples.sort((a, b) => a - b)[SAMPLES >> 1] ?? NaN;
}

/** Heap bytes that are still held after a million turns of the loop. */
export async function keptBytes(loop: Loop | AsyncLoop): Promise<number> {
  const before = usedBytes();
  await loop(1_000_000);
  return usedBytes() - before;
}

/** Bytes of the heap that are in use after collecting what is not. */
export function usedBytes(): number {
  for (let pass = 0; pass < 3; pass += 1) globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

async function timed(loop: Loop | AsyncLoop, times: number): Promise<number> {
  const began = nanoseconds();
  const done = loop(times);
  if (done !== undefined) await done;
  return nanoseconds() - began;
}
