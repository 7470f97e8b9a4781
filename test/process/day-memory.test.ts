import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { patience } from '#test/time/pace.ts';
import { collectedHeap, INSPECTED } from './collected-heap.ts';
import { DataFolder, Headless } from './headless-process.ts';

/** Hours of the cockpit's clock; a whole day is told by hand with COCKPIT_MEMORY_HOURS=24, a quarter of an hour of real time. */
const HOURS = Number(process.env['COCKPIT_MEMORY_HOURS'] ?? 2);
const SPEED = 100;
const HOUR_MS = 3_600_000;
/** Candles, prices and the lives of what was traded fill their places first. */
const FIRST_HOURS = Math.max(1, HOURS / 4);
/** What fills its place later, and what is kept of an hour: measured over a day 1.3 MB from the 6th to the 24th hour. */
const BYTES = 2_000_000;
const BYTES_AN_HOUR = 150_000;

const folder = new DataFolder({ approvals: { mode: 'auto' } });
let cockpit: Headless;
let beganMs = 0;
beforeAll(async () => {
  cockpit = await Headless.start(folder, ['--now', '2025-08-06T07:00:00Z', '--speed', String(SPEED)], undefined, INSPECTED);
  beganMs = await now();
});
afterAll(async () => {
  await cockpit.kill();
  folder.remove();
});

async function now(): Promise<number> {
  const { now: moment } = await cockpit.get('/system/status');
  if (typeof moment !== 'number') throw new Error('The cockpit does not tell its time');
  return moment;
}

/** What the cockpit holds after so many hours of its clock. */
async function heapAfter(hours: number): Promise<number> {
  for (let left = 1; left > 0;) {
    left = beganMs + hours * HOUR_MS - (await now());
    if (left > 0) await new Promise((resolve) => setTimeout(resolve, Math.min(5_000, left / SPEED + 10)));
  }
  return collectedHeap(cockpit);
}

describe('what the cockpit keeps in memory', () => {
  test(
    `is not more and more over ${HOURS} hours of a market that it watches and trades`,
    { timeout: patience(900_000) },
    async () => {
      const heaps: number[] = [];
      for (let at = 0; at <= 3; at += 1) heaps.push(await heapAfter(FIRST_HOURS + ((HOURS - FIRST_HOURS) * at) / 3));
      const mb = heaps.map((bytes) => Math.round((bytes / 2 ** 20) * 10) / 10);
      if (process.env['COCKPIT_MEMORY_HOURS'] !== undefined) console.log(JSON.stringify({ hours: HOURS, mb }));
      const [first = 0] = heaps;
      expect((heaps.at(-1) ?? 0) - first).toBeLessThan(BYTES + BYTES_AN_HOUR * (HOURS - FIRST_HOURS));
    },
  );
});
