import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { brokenImports, lintErrors, plant, typeErrors, uproot } from './planted-tree.ts';

/** A rule that can never fire looks exactly like a rule that is kept: here each one is broken on purpose. */
const SLOW = 90_000;
const projects = ['shared', 'main/engine', 'main/paper-broker', 'main', 'renderer', 'test'];

const foldersBroken = {
  'main/engine/limits/reads-files.ts': "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n",
  'main/engine/limits/opens-window.ts': "import { app } from 'electron';\nexport const opened = app;\n",
  'main/engine/limits/uses-adapter.ts': "import { clock } from '#main/adapters/system/index.ts';\nexport const late = clock;\n",
  'main/engine/limits/uses-port.ts': "import type { Clock } from '#ports';\nexport type Late = Clock;\n",
  'main/engine/limits/uses-package.ts': "import { createStore } from 'zustand';\nexport const store = createStore;\n",
  'main/engine/limits/side-door.ts': "import { age } from '#engine/intake/age.ts';\nexport const side = age;\n",
  'main/engine/limits/ring-a.ts': "import { b } from './ring-b.ts';\nexport const a = (): number => b();\n",
  'main/engine/limits/ring-b.ts': "import { a } from './ring-a.ts';\nexport const b = (): number => a();\n",
  'main/paper-broker/uses-engine.ts': "import { risk } from '../engine/limits/index.ts';\nexport const paperRisk = risk;\n",
  'main/adapters/mt5/index.ts': "import { age } from '../../engine/intake/age.ts';\nexport const link = age;\n",
  'main/adapters/http/index.ts': "import { clock } from '../system/index.ts';\nexport const http = clock;\n",
  'main/runtime/uses-adapter.ts': "import { clock } from '../adapters/system/index.ts';\nexport const ticking = clock;\n",
  'main/runtime/opens-window.ts': "import { app } from 'electron';\nexport const ready = app;\n",
  'main/window/uses-adapter.ts': "import { clock } from '../adapters/system/index.ts';\nexport const shown = clock;\n",
  'main/host/uses-window.ts': "import { shown } from '../window/uses-adapter.ts';\nexport const hosted = shown;\n",
  'main/simulation/uses-window.ts': "import { shown } from '../window/uses-adapter.ts';\nexport const simulated = shown;\n",
  'main/preload.ts': "import { one } from '../shared/domain/index.ts';\nexport const leaked = one;\n",
  'main/replay.ts': "import { tested } from '../test/units.test.ts';\nexport const replayed = tested;\n",
  'main/launcher/needs-package.mjs': "import { z } from 'zod';\nexport const schema = z;\n",
  'shared/domain/uses-renderer.ts': "import { page } from '../../renderer/main.tsx';\nexport const drawn = page;\n",
  'renderer/uses-engine.ts': "import { risk } from '#engine/limits';\nexport const shownRisk = risk;\n",
  'renderer/uses-node.ts': "import { join } from 'node:path';\nexport const joined = join;\n",
  'renderer/uses-electron.ts': "import { ipcRenderer } from 'electron';\nexport const channel = ipcRenderer;\n",
  'renderer/past-front-door.ts': "import { one } from '#shared/domain/units.ts';\nexport const past = one;\n",
};

const foldersReported = [
  'adapters-implement-ports: main/adapters/http/index.ts -> main/adapters/system/index.ts',
  'adapters-implement-ports: main/adapters/mt5/index.ts -> main/engine/intake/age.ts',
  'edges-see-the-runtime: main/window/uses-adapter.ts -> main/adapters/system/index.ts',
  'electron-stays-at-the-edge: main/engine/limits/opens-window.ts -> electron',
  'electron-stays-at-the-edge: main/runtime/opens-window.ts -> electron',
  'engine-is-pure: main/engine/limits/opens-window.ts -> electron',
  'engine-is-pure: main/engine/limits/reads-files.ts -> fs',
  'engine-is-pure: main/engine/limits/uses-adapter.ts -> main/adapters/system/index.ts',
  'engine-is-pure: main/engine/limits/uses-package.ts -> zustand',
  'engine-is-pure: main/engine/limits/uses-port.ts -> main/ports/index.ts',
  'front-door-of-main-engine: main/adapters/mt5/index.ts -> main/engine/intake/age.ts',
  'front-door-of-shared: renderer/past-front-door.ts -> shared/domain/units.ts',
  'host-has-no-window: main/host/uses-window.ts -> main/window/uses-adapter.ts',
  'host-has-no-window: main/simulation/uses-window.ts -> main/window/uses-adapter.ts',
  'launcher-stands-alone: main/launcher/needs-package.mjs -> zod',
  'no-cycle: main/engine/limits/ring-a.ts -> main/engine/limits/ring-b.ts',
  'paper-is-pure: main/paper-broker/uses-engine.ts -> main/engine/limits/index.ts',
  'preload-bundles-channels-only: main/preload.ts -> shared/domain/index.ts',
  'product-never-imports-tests: main/replay.ts -> test/units.test.ts',
  'renderer-has-no-electron: renderer/uses-electron.ts -> electron',
  'renderer-has-no-node: renderer/uses-node.ts -> path',
  'renderer-sees-only-shared: renderer/uses-engine.ts -> main/engine/limits/index.ts',
  'roots-compose-main: main/replay.ts -> test/units.test.ts',
  'runtime-is-host-agnostic: main/runtime/uses-adapter.ts -> main/adapters/system/index.ts',
  'shared-is-a-leaf: shared/domain/uses-renderer.ts -> renderer/main.tsx',
  'side-door-of-main-engine: main/engine/limits/side-door.ts -> main/engine/intake/age.ts',
];

const codeBroken = {
  'main/engine/limits/reads-clock.ts': 'export const late = Date.now();\n',
  'main/engine/limits/makes-date.ts': 'export const today = new Date();\n',
  'main/engine/limits/rolls-dice.ts': 'export const dice = Math.random();\n',
  'main/paper-broker/waits.ts': 'export const wait = async (): Promise<number> => await Promise.resolve(1);\n',
  'main/runtime/listens.ts': "import { ipcMain } from 'electron';\nexport const channels = ipcMain;\n",
  'main/runtime/forgets.ts': 'export function forget(work: () => Promise<void>): void {\n  work();\n}\n',
  'main/runtime/misses-a-case.ts':
    "export function word(side: 'buy' | 'sell'): string {\n  switch (side) {\n    case 'buy':\n      return 'b';\n  }\n  return '';\n}\n",
  'main/runtime/imports-types.ts': "import { Clock } from '../ports/index.ts';\nexport type Late = Clock;\n",
  'main/runtime/too-long.ts': `export const lines = [\n${'  1,\n'.repeat(200)}];\n`,
  'main/engine/limits/asks-a-kind.ts': "export const isOurs = (kind: string): boolean => kind === 'mt5';\n",
  'main/runtime/asks-a-mode.ts':
    "export function safe(mode: string): boolean {\n  switch (mode) {\n    case 'paper':\n      return true;\n    default:\n      return false;\n  }\n}\n",
  'main/runtime/assigns.ts': 'export const merged = (to: object): object => Object.assign(to, { late: 1 });\n',
  'main/runtime/words-an-error.ts':
    'export const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));\n',
  'main/engine/limits/casts-a-rule.ts':
    "import type { Criterion } from '#shared/domain';\nexport const cast = (loose: unknown): Criterion => loose as Criterion;\n",
  'renderer/by-default.ts': 'const page = 1;\nexport default page;\n',
  'renderer/charts/writes-price.ts': 'export const price = (value: number): string => value.toFixed(5);\n',
  'renderer/panels/writes-money.ts': "export const money = (value: number): string => value.toLocaleString('en');\n",
  'renderer/panels/shows-count.tsx': 'export const Count = ({ count }: { readonly count: number }) => <b>{count}</b>;\n',
  'renderer/panels/says-count.ts': 'export const said = (count: number): string => `${count} open`;\n',
  'renderer/format/writes-price.ts': 'export const price = (value: number): string => value.toFixed(5);\n',
};

const codeReported = [
  '@typescript-eslint/consistent-type-imports: main/runtime/imports-types.ts',
  '@typescript-eslint/no-floating-promises: main/runtime/forgets.ts',
  '@typescript-eslint/restrict-template-expressions: renderer/panels/says-count.ts',
  '@typescript-eslint/switch-exhaustiveness-check: main/runtime/misses-a-case.ts',
  'max-lines: main/runtime/too-long.ts',
  'no-restricted-exports: renderer/by-default.ts',
  'no-restricted-imports: main/runtime/listens.ts',
  'no-restricted-properties: main/engine/limits/reads-clock.ts',
  'no-restricted-properties: main/engine/limits/rolls-dice.ts',
  'no-restricted-syntax: main/engine/limits/asks-a-kind.ts',
  'no-restricted-syntax: main/engine/limits/casts-a-rule.ts',
  'no-restricted-syntax: main/engine/limits/makes-date.ts',
  'no-restricted-syntax: main/paper-broker/waits.ts',
  'no-restricted-syntax: main/paper-broker/waits.ts',
  'no-restricted-syntax: main/runtime/asks-a-mode.ts',
  'no-restricted-syntax: main/runtime/assigns.ts',
  'no-restricted-syntax: main/runtime/words-an-error.ts',
  'no-restricted-syntax: renderer/charts/writes-price.ts',
  'no-restricted-syntax: renderer/panels/writes-money.ts',
  'screen/no-raw-number: renderer/panels/shows-count.tsx',
];

const globalNames = ['setTimeout', 'process', 'crypto', 'fetch', 'document', 'performance', 'Buffer'];
const usesGlobals = globalNames.map((name, i) => `export const g${i} = ${name};\n`).join('');
const typesBroken = {
  'shared/domain/platform.ts': usesGlobals,
  'main/engine/limits/platform.ts': usesGlobals,
  'main/paper-broker/platform.ts': usesGlobals,
  'main/runtime/platform.ts': 'export const page = document;\n',
  'renderer/platform.ts': 'export const home = process.cwd();\n',
};
const unknownNames = (lines: string[]) =>
  lines.map((line) => /^(.*?): Cannot find name '(\w+)'/.exec(line)?.slice(1, 3).join(' ') ?? line);

describe('a tree that keeps every rule', () => {
  let folder = '';
  beforeAll(() => {
    folder = plant({});
  });
  afterAll(() => uproot(folder));

  test('imports nothing it may not', () => expect(brokenImports(folder)).toEqual([]), SLOW);
  test('passes lint', () => expect(lintErrors(folder)).toEqual([]), SLOW);
  test('compiles', () => expect(projects.flatMap((project) => typeErrors(folder, project))).toEqual([]), SLOW);
});

describe('planted violations', () => {
  const folders: string[] = [];
  const planted = (files: Record<string, string>) => {
    const folder = plant(files);
    folders.push(folder);
    return folder;
  };
  afterAll(() => folders.forEach(uproot));

  test(
    'dependency-cruiser reports every forbidden import',
    () => expect(brokenImports(planted(foldersBroken))).toEqual(foldersReported),
    SLOW,
  );
  test('ESLint reports every forbidden expression', () => expect(lintErrors(planted(codeBroken))).toEqual(codeReported), SLOW);

  test(
    'the compiler knows no platform in the core, no page in main and no Node in the page',
    () => {
      const folder = planted(typesBroken);
      const names = (project: string, file: string) =>
        unknownNames(typeErrors(folder, project)).filter((line) => line.startsWith(`${file} `) || line.startsWith(`${file}:`));
      for (const [project, file] of [
        ['shared', 'shared/domain/platform.ts'],
        ['main/engine', 'main/engine/limits/platform.ts'],
        ['main/paper-broker', 'main/paper-broker/platform.ts'],
      ] as const) {
        expect(names(project, file)).toEqual(globalNames.map((name) => `${file} ${name}`));
      }
      expect(names('main', 'main/runtime/platform.ts')).toEqual(['main/runtime/platform.ts document']);
      expect(names('renderer', 'renderer/platform.ts')).toEqual(['renderer/platform.ts process']);
    },
    SLOW,
  );
});
