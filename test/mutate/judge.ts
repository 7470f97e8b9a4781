/**
 * A process of its own that keeps one Vitest running, for tests that want a page or put modules in the place of others. It is asked, over the channel to its parent, to run tests on the sources
 * as they are or with one text put in the place of a file. The mutated text is only ever in this process: no file is written.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVitest, type Reporter, type TestModule, type TestSpecification, type Vitest } from 'vitest/node';
import type { Plugin } from 'vite';
import { instrumented } from './functions.ts';
import { inside } from './imports.ts';
import { LIMIT_MS, type FileResult, type Question } from './question.ts';
import { subpaths } from '../subpaths.ts';

const root = process.argv[2] ?? process.cwd();
let asked: Question = { tests: [] };

/** Vite's name of a file has slashes, on Windows too. */
const idOf = (path: string): string => join(root, path).replaceAll('\\', '/');

/** Ours, but neither a test nor a package. */
const isProduct = (path: string): boolean => /\.tsx?$/.test(path) && !/^(\.\.|test|node_modules)\/|\.test\.tsx?$/.test(path);

const plugin: Plugin = {
  name: 'mutate',
  enforce: 'pre',
  load(id) {
    const path = inside(root, id.split('?')[0]!);
    if (asked.mutated?.path === path) return asked.mutated.text;
    return asked.measure === true && isProduct(path) ? instrumented(path, readFileSync(join(root, path), 'utf8')) : null;
  },
};

const modules: TestModule[] = [];
const listener: Reporter = { onTestModuleEnd: (module) => void modules.push(module) };

class InOrder {
  sort = (specifications: TestSpecification[]): TestSpecification[] => specifications;
  shard = this.sort;
}

function results(module: TestModule): FileResult {
  const all = [...module.children.allTests()].filter((test) => test.result().state !== 'skipped');
  return {
    file: inside(root, module.moduleId),
    passed: module.state() === 'passed' || module.state() === 'skipped',
    tests: all.map((test) => ({
      id: test.id,
      name: test.fullName,
      passed: test.result().state === 'passed',
      ms: test.diagnostic()?.duration ?? 0,
      reached: test.meta().reached ?? [],
    })),
    shared: [...new Set(all.flatMap((test) => test.meta().shared ?? []))],
  };
}

const start = (): Promise<Vitest> =>
  createVitest(
    {
      config: false,
      root,
      watch: false,
      include: ['**/*.test.{ts,tsx}'],
      pool: 'threads',
      maxWorkers: 1,
      bail: 1,
      testTimeout: LIMIT_MS,
      hookTimeout: LIMIT_MS,
      reporters: [listener],
      setupFiles: [fileURLToPath(new URL('reach-setup.ts', import.meta.url))],
      sequence: { sequencer: InOrder },
      // Kept on disk, a mutated text would be taken for the real one by the next run.
      fsModuleCache: false,
    },
    { resolve: { alias: [...subpaths] }, plugins: [plugin] },
  );

async function answer(vitest: Vitest, question: Question): Promise<FileResult[]> {
  const before = asked;
  asked = question;
  modules.length = 0;
  vitest.config.bail = question.measure === true ? 0 : 1;
  for (const each of [before, question]) if (each.mutated !== undefined) vitest.invalidateFile(idOf(each.mutated.path));
  const project = vitest.getRootProject();
  const specifications = question.tests.map(({ file, ids }) =>
    project.createSpecification(idOf(file), ids === undefined ? undefined : { testIds: [...ids] }),
  );
  const { unhandledErrors } = await vitest.runTestSpecifications(specifications, false);
  // A promise that nobody waits for may fail behind the back of every test: the run is red then, and so is its first file.
  return modules.map(results).map((file, at) => ({ ...file, passed: file.passed && (unhandledErrors.length === 0 || at > 0) }));
}

const vitest = await start();
await vitest.standalone();
process.on('message', (question: Question) => {
  answer(vitest, question).then(
    (files) => process.send?.({ files }),
    (error: unknown) => process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
process.on('disconnect', () => process.exit());
process.send?.({ ready: true });
