import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The folder of the whole benchmark, the same for all its processes; it is gone afterwards. */
export const benchFolder = (): string => process.env['BENCH_FOLDER'] ?? tmpdir();

/** A new folder that is gone when this process ends. */
export function ownFolder(): string {
  const dir = mkdtempSync(join(benchFolder(), 'run-'));
  process.on('exit', () => rmSync(dir, { recursive: true, force: true, maxRetries: 3 }));
  return dir;
}
