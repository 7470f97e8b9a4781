import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { CountReporter } from './count-reporter.ts';
import { subpaths } from './subpaths.ts';
import { patience } from './time/pace.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const counts = process.env['COCKPIT_COUNTS'];
const heavy = [
  'test/screen/**',
  'test/electron/**',
  'test/process/**',
  'test/ea/**',
  'test/anytime/**',
  'test/installer/**',
  'test/windows/**',
];
const unit = ['test/**/*.test.{ts,tsx}'];
/** Replaces modules, weighs the process, or has a page: such a file gets a process of its own. */
const NEEDS_ITS_OWN = /\bvi\.mock\(|\bmemoryUsage\(|@vitest-environment/;
const alone = globSync(unit, { cwd: root, exclude: heavy })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => NEEDS_ITS_OWN.test(readFileSync(join(root, file), 'utf8')));
/** What reads a clock, a date or a zone, or trades by one: run at instants that are hard (anytime/run-anytime.mjs). */
const timeSensitive = [
  'test/anytime/**/*.test.ts',
  'test/ea/{ea,scenarios}.test.ts',
  'test/process/{lifecycle,market-file,metatrader,stop,timeout}.test.ts',
  'test/main/adapters/{calendar,history,http,log,mt5,paper-broker,system}/**/*.test.ts',
  'test/main/engine/{day,market}/**/*.test.ts',
  'test/main/{host,ipc}/**/*.test.ts',
  'test/renderer/{format,charts}/**/*.test.{ts,tsx}',
];

/** One group of tests: `npx vitest run --config test/vitest.config.ts --project 'unit*' [file]`. A time limit only ends what hangs. */
const group = (name: string, include: string[], quietMs: number, exclude: string[] = [], setupFiles: string[] = []) => ({
  extends: true as const,
  test: {
    name,
    include,
    setupFiles,
    exclude: ['**/node_modules/**', ...exclude],
    testTimeout: patience(quietMs),
    hookTimeout: patience(Math.max(quietMs, 30_000)),
  },
});

/** The other files load each module once for all of them, which takes a third of the time. They must leave nothing behind in one. */
const together = (project: ReturnType<typeof group>) => ({ ...project, test: { ...project.test, isolate: false } });

/** Files that want the same thing of the machine: two desktops at once would take the global stop key from each other. */
const oneByOne = (project: ReturnType<typeof group>) => ({ ...project, test: { ...project.test, fileParallelism: false } });

export default defineConfig({
  root,
  // Vite takes `#shared/events` for Node's own `events` in tests, so the package's subpath imports are resolved here.
  resolve: { alias: [...subpaths] },
  test: {
    pool: 'forks',
    maxWorkers: 2,
    reporters: counts === undefined ? ['default'] : ['default', new CountReporter(counts)],
    projects: [
      together(group('unit', unit, 20_000, [...heavy, ...alone])),
      group('unit-alone', alone, 20_000, [], ['test/renderer/page-gaps.ts']),
      group('screen', ['test/screen/**/*.test.{ts,tsx}'], 60_000),
      oneByOne(group('desktop', ['test/electron/**/*.test.ts'], 120_000)),
      group('ea', ['test/ea/**/*.test.ts'], 90_000),
      group('process', ['test/process/**/*.test.ts'], 120_000),
      group('windows', ['test/windows/**/*.test.ts'], 240_000),
      group('installer', ['test/installer/**/*.test.ts'], 120_000),
      group('anytime', timeSensitive, 240_000),
    ],
  },
});
