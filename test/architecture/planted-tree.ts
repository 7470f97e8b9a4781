import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '#main/launcher/project.mjs';

const settings = [
  'package.json',
  'test/architecture/dependency-cruiser.cjs',
  'test/architecture/eslint.config.js',
  'test/architecture/number-rule.js',
  'shared/domain/terminal-table.ts',
  ...['shared', 'main', 'main/engine', 'main/paper-broker', 'renderer', 'test'].map((folder) => `${folder}/tsconfig.json`),
];

/** The project in miniature, every layer present and every rule kept. */
export const clean: Record<string, string> = {
  'shared/domain/units.ts': 'export const one = 1;\n',
  'shared/domain/index.ts': "export { one } from './units.ts';\n",
  'shared/ipc/channels.ts': "export const channels = ['halt'] as const;\n",
  'shared/ipc/index.ts': "export { channels } from './channels.ts';\n",
  'main/ports/clock.ts': 'export interface Clock {\n  now(): number;\n}\n',
  'main/ports/index.ts': "export type { Clock } from './clock.ts';\n",
  'main/engine/intake/age.ts':
    "import { z } from 'zod';\nimport { one } from '#shared/domain';\nexport const age = z.number().parse(one);\n",
  'main/engine/intake/index.ts': "export { age } from './age.ts';\n",
  'main/engine/limits/index.ts': "import { age } from '#engine/intake';\nexport const risk = age;\n",
  'main/paper-broker/index.ts': "import { one } from '../../shared/domain/index.ts';\nexport const paper = one;\n",
  'main/adapters/system/index.ts':
    "import { hrtime } from 'node:process';\nimport type { Clock } from '../../ports/index.ts';\nexport const clock: Clock = { now: () => hrtime()[0] };\n",
  'main/adapters/paper-broker/index.ts': "export { paper } from '../../paper-broker/index.ts';\n",
  'main/runtime/index.ts':
    "import { risk } from '../engine/limits/index.ts';\nimport type { Clock } from '../ports/index.ts';\nexport const loop = (clock: Clock): number => clock.now() + risk;\n",
  'main/ipc/index.ts':
    "import { ipcMain } from 'electron';\nimport { loop } from '../runtime/index.ts';\nexport const serve = (): void => {\n  ipcMain.handle('halt', () => loop({ now: () => 0 }));\n};\n",
  'main/index.ts':
    "import { clock } from './adapters/system/index.ts';\nimport { serve } from './ipc/index.ts';\nserve();\nclock.now();\n",
  'main/preload.ts':
    "import { contextBridge } from 'electron';\nimport { channels } from '../shared/ipc/channels.ts';\ncontextBridge.exposeInMainWorld('cockpit', { channels });\n",
  'renderer/main.tsx':
    "import { createElement } from 'react';\nimport { one } from '../shared/domain/index.ts';\nexport const page = createElement('p', null, one);\n",
  'test/units.test.ts': "import { one } from '#shared/domain';\nexport const tested = one;\n",
};

/** A copy of the clean tree in a temporary folder, with other files planted in it. */
export function plant(planted: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'cockpit-planted-'));
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  for (const [name, text] of Object.entries({ ...clean, ...planted })) write(name, text);
  for (const name of settings) cpSync(join(root, name), join(folder, name));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return folder;
}

export function uproot(folder: string): void {
  rmSync(join(folder, 'node_modules'), { force: true });
  rmSync(folder, { recursive: true, force: true });
}

function tool(folder: string, path: string, args: string[]): string {
  const { stdout, stderr, error } = spawnSync(process.execPath, [join(folder, 'node_modules', path), ...args], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error !== undefined || (stdout === '' && stderr !== '')) throw error ?? new Error(stderr);
  return stdout;
}

const folders = ['main', 'renderer', 'shared', 'test'];

/** What dependency-cruiser says: `rule: from -> to`, packages by their name. */
export function brokenImports(folder: string): string[] {
  const args = ['--config', 'test/architecture/dependency-cruiser.cjs', '--output-type', 'json', ...folders];
  const { summary } = JSON.parse(tool(folder, 'dependency-cruiser/bin/dependency-cruiser.mjs', args)) as {
    summary: { violations: { rule: { name: string }; from: string; to: string }[] };
  };
  return summary.violations
    .map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to.replace(/^.*node_modules\/((?:@[^/]+\/)?[^/]+).*$/, '$1')}`)
    .sort();
}

/** What ESLint says: `rule: file`. */
export function lintErrors(folder: string): string[] {
  const args = ['--config', 'test/architecture/eslint.config.js', '--format', 'json', ...folders];
  const files = JSON.parse(tool(folder, 'eslint/bin/eslint.js', args)) as {
    filePath: string;
    messages: { ruleId: string | null }[];
  }[];
  return files
    .flatMap(({ filePath, messages }) =>
      messages.map(({ ruleId }) => `${ruleId ?? 'fatal'}: ${filePath.slice(folder.length + 1).replaceAll('\\', '/')}`),
    )
    .sort();
}

/** What the compiler says about one type project: `file: name it does not know`, or the message. */
export function typeErrors(folder: string, project: string): string[] {
  const lines = tool(folder, 'typescript/bin/tsc', ['-p', project, '--pretty', 'false']).split(/\r?\n/);
  return lines.filter((line) => /error TS/.test(line)).map((line) => line.replace(/\(.*?\): error TS\d+: /, ': '));
}
