import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '#main/launcher/child.mjs';
import { root } from '#main/launcher/project.mjs';
import { groupVerdict } from './runner/verdict.mjs';

/** Recorded prices and signals beside the project; tests that read them are skipped where they are not. */
const DATA = join(root, '..', 'shared', 'data');
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');

function readCounts(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, skipped: [] };
  }
}

/** Runs one project of test/vitest.config.ts and counts its tests; `wrapper` is a program to run it under, `more` its environment. */
export async function runGroup(group, wrapper = [], more = {}) {
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
  const code = await run(program, args, { env: { ...process.env, ...more, COCKPIT_COUNTS: file } });
  const { counts, lines } = groupVerdict(group, code, readCounts(file), existsSync(DATA), process.env);
  for (const line of lines) console.log(line);
  return counts;
}
