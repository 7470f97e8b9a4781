import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** What one round takes on a quiet machine of the kind that the limits were written for. */
const QUIET_MS = 300;
const ROUNDS = 3;
const WORK = 'let sum = 0; for (let i = 0; i < 5e7; i += 1) sum = (sum * 31 + i) | 0;';

async function round() {
  const began = performance.now();
  const children = [1, 2].map(() => spawn(process.execPath, ['-e', WORK], { stdio: 'ignore' }));
  await Promise.all(children.map((child) => once(child, 'close')));
  return performance.now() - began;
}

/** How many times slower than a quiet machine this one starts and runs two processes now: 1 to 8. */
export async function measurePace() {
  const rounds = [];
  for (let i = 0; i < ROUNDS; i += 1) rounds.push(await round());
  const median = rounds.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? QUIET_MS;
  return Math.min(8, Math.max(1, Math.round((median / QUIET_MS) * 10) / 10));
}
