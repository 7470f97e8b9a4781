import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '#main/launcher/child.mjs';
import { root } from '#main/launcher/project.mjs';

const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');

function readCounts(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, skipped: [] };
  }
}

/** Runs one project of test/vitest.config.ts and counts its tests; `wrapper` is a program to run it under. */
export async function runGroup(group, wrapper = []) {
  const file = join(root, '.cache', 'test', `${group}.json`);
  rmSync(file, { force: true });
  const [program, ...args] = [
    ...wrapper,
    process.execPath,
    vitest,
    'run',
    '--config',
    'test/vitest.config.ts',
    '--project',
    group,
  ];
  const code = await run(program, args, { env: { ...process.env, COCKPIT_COUNTS: file } });
  const { passed, failed, skipped } = readCounts(file);
  for (const reason of skipped) console.log(`SKIPPED ${group}: ${reason}`);
  if (code === 0 && passed + failed + skipped.length === 0) {
    console.log(`SKIPPED ${group}: it has no tests`);
    return { passed, failed, skipped: 1 };
  }
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed, skipped: skipped.length };
}
