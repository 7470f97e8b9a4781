import { mkdtemp, open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { DiagnosisCheck } from '#shared/ipc';
import { check } from './check.ts';

const GB = 1e9;
const LOW_GB = 2;
const SPENT_GB = 0.2;
const WRITES = 20;
const PAGE = Buffer.alloc(4_096, 7);
/** A commit waits for the disk; slower than this, every signal and order waits noticeably. */
const SLOW_MS = 50;

/** What is free on the disk of a folder. */
export async function spaceCheck(folder: string): Promise<DiagnosisCheck> {
  const { bavail, bsize } = await statfs(folder);
  const free = (bavail * bsize) / GB;
  const found = `${free.toFixed(1)} GB are free`;
  if (free >= LOW_GB) return check('disk-space', 'Room on the disk', 'good', found);
  const remedy = 'Make room: a journal that cannot be written ends all new entries.';
  return check('disk-space', 'Room on the disk', free < SPENT_GB ? 'bad' : 'warn', found, remedy);
}

/** Whether files can be made and removed in the folder, and how long one page takes to be safe on disk. */
export async function writeCheck(folder: string): Promise<DiagnosisCheck> {
  const own = await mkdtemp(join(folder, 'diagnosis-'));
  try {
    const file = await open(join(own, 'page'), 'w');
    const took: number[] = [];
    try {
      for (let i = 0; i < WRITES; i += 1) {
        const began = performance.now();
        await file.write(PAGE);
        await file.sync();
        took.push(performance.now() - began);
      }
    } finally {
      await file.close();
    }
    return speedFound(took);
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

/** Exported for its limits. */
export function speedFound(took: readonly number[]): DiagnosisCheck {
  const sorted = [...took].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const found = `a page is safe on disk in ${middle.toFixed(1)} ms (slowest ${(sorted.at(-1) ?? 0).toFixed(1)} ms)`;
  return middle < SLOW_MS
    ? check('disk-write', 'Writing to the disk', 'good', found)
    : check(
        'disk-write',
        'Writing to the disk',
        'warn',
        found,
        'Keep the data folder on a local SSD, and out of what the virus scanner and backup programs watch.',
      );
}
