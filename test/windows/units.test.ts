import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { patience } from '../time/pace.ts';
import { PROJECT, WindowsProject } from './project.ts';

/** Everything that meets the system: three minutes, by hand with COCKPIT_WINDOWS_UNITS=all. */
const ALL = ['adapters', 'files', 'host', 'ipc', 'packaging', 'window'];
/** What meets the system's own files, locks, links, keys, mail and certificates: all that is otherwise on Windows. Chosen to be short. */
const CHOSEN = [
  'files',
  'adapters/system/folder-lock',
  ...['held-log', 'at-rest', 'register', 'file-watch'].map((name) => `adapters/journal/${name}`),
  ...['channels', 'deliveries', 'drop-folder', 'keychain', 'log', 'mt5/server-zone', 'mt5-setup', 'secrets', 'tls'].map(
    (name) => `adapters/${name}`,
  ),
  ...['config-file', 'data-place', 'export-file', 'own-files', 'restore-folder', 'start-faults'].map((name) => `host/${name}`),
];
const isAll = process.env['COCKPIT_WINDOWS_UNITS'] === 'all';
const FILES = (isAll ? ALL : CHOSEN).map((name) => `test/main/${name}`);
const LEAST = isAll ? 2_500 : 200;

let project: WindowsProject;
beforeAll(async () => {
  project = await WindowsProject.open();
}, patience(300_000));
afterAll(() => project.close());

type Told = {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
};

/** What failed, a line each, with the beginning of why. */
const failures = ({ testResults }: Told): readonly string[] =>
  testResults.flatMap(({ name, message, assertionResults }) => {
    const at = name.split(/[\\/]/).slice(-2).join('/');
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    if (failed.length === 0) return message === '' ? [] : [`${at}: ${message.slice(0, 600)}`];
    return failed.map(({ fullName, failureMessages }) => `${at} ${fullName}: ${(failureMessages[0] ?? '').slice(0, 600)}`);
  });

test('unit tests of what meets the system pass as Windows processes', async () => {
  const out = `${PROJECT}\\units.json`;
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/vitest.config.ts', '--project', 'unit*'];
  const { code, stdout, stderr } = await project.run([...vitest, '--reporter=json', `--outputFile=${out}`, ...FILES]);
  const told = JSON.parse(readFileSync(project.windows.here(out), 'utf8')) as Told;
  expect(failures(told), `${stdout}\n${stderr}`.slice(-2_000)).toEqual([]);
  expect([code, told.numPassedTests > LEAST]).toEqual([0, true]);
});
