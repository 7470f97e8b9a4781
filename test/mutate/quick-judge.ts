/**
 * A warm process that runs tests with Vitest's own runner but without its servers and workers: Node loads the sources as they
 * are, and only what a change can reach is loaded again for it. The mutated text is only ever in this process: no file is written.
 */
import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { setSafeTimers, startTests } from 'vitest/internal/browser';
import { instrumented } from './functions.ts';
import { inside } from './imports.ts';
import { LIMIT_MS, type FileResult, type Question, type TestResult } from './question.ts';

// The runner's own deadlines go by the machine's clock, also while a test has put another one in its place.
setSafeTimers();

type Runner = Parameters<typeof startTests>[1];
type Task = Parameters<NonNullable<Runner['onAfterTryTask']>>[0];

const root = process.argv[2] ?? process.cwd();
const ours = pathToFileURL(join(root, '/')).href;
const stripped = new Map<string, string>();
const reached = new Set<string>();
let asked: Question = { tests: [] };
let turn = 0;
let stale = new Set<string>();

const pathOf = (url: string): string => inside(root, fileURLToPath(url.split('?')[0]!));
const isOurs = (url: string): boolean => url.startsWith(ours) && /\.ts(\?|$)/.test(url) && !url.includes('/node_modules/');

function textOf(path: string): string {
  if (asked.mutated?.path === path) return stripTypeScriptTypes(asked.mutated.text);
  const known = stripped.get(path);
  if (known !== undefined) return known;
  const text = readFileSync(join(root, path), 'utf8');
  const isTold = asked.measure === true && !path.startsWith('test/') && !path.endsWith('.test.ts');
  const made = stripTypeScriptTypes(isTold ? instrumented(path, text) : text);
  stripped.set(path, made);
  return made;
}

registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    if (!isOurs(found.url) || found.url.includes('?')) return found;
    const isAgain = asked.measure === true || stale.has(pathOf(found.url));
    return isAgain ? { ...found, url: `${found.url}?turn=${turn}` } : found;
  },
  load(url, context, next) {
    if (!isOurs(url)) return next(url, context);
    return { format: 'module', source: textOf(pathOf(url)), shortCircuit: true };
  },
});

const config = {
  root,
  name: undefined,
  setupFiles: [],
  passWithNoTests: true,
  maxConcurrency: 1,
  testTimeout: LIMIT_MS,
  hookTimeout: LIMIT_MS,
  teardownTimeout: LIMIT_MS,
  retry: 0,
  repeats: 0,
  allowOnly: true,
  includeTaskLocation: false,
  strictTags: false,
  tags: [],
  tagsFilter: [],
  sequence: { shuffle: false, concurrent: false, seed: 1, hooks: 'stack', setupFiles: 'list' },
  fakeTimers: {},
  expect: { requireAssertions: false, poll: {} },
  snapshotOptions: { expand: false, updateSnapshot: 'none' },
  chaiConfig: {},
  experimental: {},
};
Object.assign(globalThis, {
  reached,
  __vitest_worker__: {
    config,
    ctx: { pool: 'forks' },
    environment: { name: 'node' },
    providedContext: {},
    durations: {},
    onCleanup: () => undefined,
    rpc: new Proxy({}, { get: () => () => Promise.resolve() }),
  },
});

const { createExpect } = await import('vitest');

function taken(): string[] {
  const names = [...reached];
  reached.clear();
  return names;
}

/** Runs one file; ends at its first failure unless it is measured. */
async function run(file: string, ids: readonly string[] | undefined): Promise<FileResult> {
  const tests: TestResult[] = [];
  const shared: string[] = [];
  let hasFailed = false;
  const name = (task: Task): string => {
    const names = [task.name];
    for (let suite = task.suite; suite !== undefined; suite = suite.suite) names.unshift(suite.name);
    return names.join(' > ');
  };
  const runner = {
    config,
    pool: 'forks',
    viteEnvironment: 'node',
    importFile: (path: string) => import(pathToFileURL(path).href),
    onBeforeRunTask(task: Task) {
      if (hasFailed && asked.measure !== true) task.mode = 'skip';
    },
    onBeforeTryTask: () => void shared.push(...taken()),
    extendTaskContext(context: { task: unknown; expect?: unknown }) {
      Object.defineProperty(context, 'expect', { get: () => createExpect(context.task as never) });
      return context;
    },
    onAfterTryTask: (task: Task) => void made.set(task.id, taken()),
    onAfterRunTask(task: Task) {
      const state = task.result?.state;
      if (state === 'fail') hasFailed = true;
      if (state !== 'pass' && state !== 'fail') return;
      const ms = task.result?.duration ?? 0;
      tests.push({ id: task.id, name: name(task), passed: state === 'pass', ms, reached: made.get(task.id) ?? [] });
    },
  };
  const made = new Map<string, string[]>();
  const [ended] = await startTests(
    [{ filepath: join(root, file), fileTags: [], testIds: ids === undefined ? undefined : [...ids] }],
    runner as unknown as Runner,
  );
  const passed = ended?.result?.state === 'pass' || ended?.result?.state === 'skip';
  return { file, passed, tests, shared: [...new Set(shared)] };
}

async function answer(question: Question): Promise<FileResult[]> {
  asked = question;
  if (question.measure === true) stripped.clear();
  const results: FileResult[] = [];
  // What the change reaches is loaded once for all test files of the question, as the rest is for all questions.
  turn += 1;
  stale = new Set(question.tests.flatMap(({ file, again = [] }) => [file, ...again]));
  for (const { file, ids } of question.tests) {
    if (question.measure === true) turn += 1;
    loose.length = 0;
    const result = await run(file, ids);
    // A promise that nobody waits for may fail behind the back of every test: the run is red then, and so is its file.
    await new Promise((resolve) => setImmediate(resolve));
    results.push({ ...result, passed: result.passed && loose.length === 0 });
    if (question.measure !== true && !results.at(-1)!.passed) break;
  }
  return results;
}

const loose: unknown[] = [];
process.on('unhandledRejection', (error) => loose.push(error));
process.on('uncaughtException', (error) => loose.push(error));
process.on('message', (question: Question) => {
  answer(question).then(
    (files) => process.send?.({ files }),
    (error: unknown) => process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
process.on('disconnect', () => process.exit());
process.send?.({ ready: true });
