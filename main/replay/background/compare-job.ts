import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReplayComparison } from '#shared/ipc';
import { comparedReport } from '../compare.ts';
import { comparison } from '../comparison.ts';

/** The reports of two kept runs, beside each other. */
export function compareJob(a: string, b: string): ReplayComparison {
  const read = (name: string, folder: string): ReturnType<typeof comparedReport> =>
    comparedReport(name, readFileSync(join(folder, 'report.json'), 'utf8'));
  return comparison(read('A', a), read('B', b));
}
