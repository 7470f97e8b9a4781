import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '#main/launcher/child.mjs';
import { withCompileCache } from '#main/launcher/compile-cache.mjs';
import { root } from '#main/launcher/project.mjs';
import { afterRepeat, filesToRepeat, groupVerdict, notesOf } from './runner/verdict.mjs';

/** Recorded prices and signals beside the project; tests that read them are skipped where they are not. */
const DATA = join(root, '..', 'shared', 'data');
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');

function readCounts(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, skipped: [], failures: [] };
  }
}

/** The projects of test/vitest.config.ts that are one part of the suite. */
export const projectsOf = (part) => (part === 'unit' ? 'unit*' : part);

/** Stories of the Expert Advisor wait for each other's processes more than they compute. */
const WORKERS = { ea: 3 };
const workersOf = (group) => (group in WORKERS ? [`--maxWorkers=${WORKERS[group]}`] : []);

async function runFiles(group, files, wrapper, more) {
  const file = join(root, '.cache', 'test', `${group}.json`);
  rmSync(file, { force: true });
  const vitestRun = [
    process.execPath,
    vitest,
    'run',
    '--config',
    'test/vitest.config.ts',
    '--project',
    projectsOf(group),
    ...workersOf(group),
    ...files,
  ];
  const [program, ...args] = [...wrapper, ...vitestRun];
  // Processes that tests start are started as `npm run` starts them.
  const code = await run(program, args, { env: withCompileCache({ ...process.env, ...more, COCKPIT_COUNTS: file }) });
  return { code, ...readCounts(file) };
}

/**
 * Runs one part of the suite and counts its tests; `wrapper` is a program to run it under, `more` its environment.
 * `notes` are the lines about single tests that are worth reading again at the end of the whole run.
 */
export async function runGroup(group, wrapper = [], more = {}) {
  let result = await runFiles(group, [], wrapper, more);
  const again = filesToRepeat(group, result);
  if (again.length > 0) console.log(`\n${group}: ${again.join(', ')} once more, alone`);
  result = afterRepeat(result, again.length > 0 ? await runFiles(group, again, wrapper, more) : { passed: 0 });
  const { counts, lines } = groupVerdict(group, result.code, result, existsSync(DATA), process.env);
  const notes = notesOf(result, counts, lines);
  for (const line of new Set([...notes, ...lines])) console.log(line);
  return { ...counts, notes };
}
