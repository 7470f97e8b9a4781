import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { DataFolder, ended, Headless, until } from './headless-process.ts';

const CONFIG = { paper: { symbols: ['EURUSD'] }, detector: { enabled: false } };
let running: Headless | null = null;
const folders: DataFolder[] = [];
const made = (): DataFolder => {
  const folder = new DataFolder(CONFIG);
  folder.data = join(folder.dir, 'data');
  folders.push(folder);
  return folder;
};
afterEach(async () => {
  await running?.kill();
  running = null;
  for (const folder of folders.splice(0)) folder.remove();
});

type Damage = readonly [what: string, how: (data: string) => void];
const GONE: readonly Damage[] = [
  ['the folder removed', (data) => rmSync(data, { recursive: true })],
  ['the folder renamed', (data) => renameSync(data, `${data}-else`)],
  ['the journal removed', (data) => rmSync(join(data, 'journal.db'))],
  ['the write-ahead log removed', (data) => rmSync(join(data, 'journal.db-wal'))],
  [
    'the journal overwritten in place with half of it',
    (data) => {
      const file = join(data, 'journal.db');
      const whole = readFileSync(file);
      writeFileSync(file, whole.subarray(0, whole.length / 2));
    },
  ],
  [
    'the journal overwritten in place with as many bytes',
    (data) => {
      const file = join(data, 'journal.db');
      writeFileSync(file, randomBytes(statSync(file).size), { flag: 'r+' });
    },
  ],
  [
    'the write-ahead log overwritten in place',
    (data) => {
      const file = join(data, 'journal.db-wal');
      writeFileSync(file, randomBytes(statSync(file).size), { flag: 'r+' });
    },
  ],
  [
    'another journal copied over it, with more bytes',
    (data) => {
      const file = join(data, 'journal.db');
      const other = readFileSync(file);
      // Its own head, and records of another: what a sound file of this program would look like.
      other.fill(7, Math.floor(other.length / 2));
      writeFileSync(file, Buffer.concat([other, other]));
    },
  ],
  [
    'the journal replaced',
    (data) => {
      writeFileSync(join(data, 'other'), '');
      renameSync(join(data, 'other'), join(data, 'journal.db'));
    },
  ],
];

// Windows refuses to remove or rename what is open.
test.skipIf(process.platform === 'win32').each(GONE)(
  '%s while it runs is a journal fault: nothing is accepted, and the end is no clean one',
  async (_what, how) => {
    const folder = made();
    const cockpit = (running = await Headless.start(folder));
    const { operatorToken } = folder.secrets;
    const headers = { authorization: `Bearer ${operatorToken}` };
    const body = await cockpit.signalText('too-late');
    const { webhookSecret } = folder.secrets;
    how(folder.data);
    // What is asked at once is not promised either.
    const answer = await cockpit.webhookWith(webhookSecret, body);
    expect([answer.status, answer.body['code']]).toEqual([503, 'journal_unavailable']);
    const ready = await until(
      async () => (await fetch(`${cockpit.ready.http}/readyz`)).status,
      (status) => status === 503,
      3_000,
    );
    const status = (await (await fetch(`${cockpit.ready.http}/system/status`, { headers })).json()) as Record<string, unknown>;
    expect([ready, status['trading'], status['fault']]).toEqual([
      503,
      'halted',
      expect.stringMatching(/gone|another file|shorter|something else/),
    ]);
    expect((await cockpit.terminate()).code).toBe(1);
  },
);

test.skipIf(process.platform === 'win32')(
  'a folder that is put back is written again, and trading waits to be resumed',
  async () => {
    const folder = made();
    const cockpit = (running = await Headless.start(folder));
    renameSync(folder.data, `${folder.data}-else`);
    await until(
      async () => (await fetch(`${cockpit.ready.http}/readyz`)).status,
      (status) => status === 503,
      3_000,
    );
    renameSync(`${folder.data}-else`, folder.data);
    const status = await until(
      () => cockpit.get('/system/status'),
      (now) => now['fault'] === null,
      10_000,
    );
    expect(status['trading']).toBe('halted');
    expect((await cockpit.terminate()).code).toBe(0);
    running = await Headless.start(folder);
    expect(running.ready.trading).toBe('halted');
  },
);

test.skipIf(process.platform !== 'linux')('a second cockpit is kept out after the lock file was deleted', async () => {
  const folder = made();
  running = await Headless.start(folder);
  for (const name of ['journal.lock', 'journal.pid']) rmSync(join(folder.data, name));
  const second = await ended(folder.arguments());
  expect([second.code, second.stdout, second.stderr]).toEqual([2, '', expect.stringContaining('is in use by another cockpit')]);
});

const isRoot = process.getuid?.() === 0;
type Start = readonly [what: string, how: (folder: DataFolder) => void, line: RegExp];
const STARTS: readonly Start[] = [
  ['a file in the folder’s way', ({ data }) => writeFileSync(data, ''), /cannot be reached/],
  [
    'a part of the path that is a file',
    (folder) => {
      writeFileSync(join(folder.dir, 'file'), '');
      folder.data = join(folder.dir, 'file', 'data');
    },
    /cannot be reached/,
  ],
  ['a folder of nobody’s making', (folder) => void (folder.data = '/proc/nowhere/data'), /cannot be reached \(.*nowhere/],
  [
    'a folder in the place of the paper account',
    ({ data }) => mkdirSync(join(data, 'paper.db'), { recursive: true }),
    /paper\.db/,
  ],
];
const READ_ONLY: Start = [
  'a folder that may only be read',
  ({ data }) => {
    mkdirSync(data);
    chmodSync(data, 0o500);
  },
  /may not be used by this user/,
];
// The super user may write everywhere.
test.each(isRoot ? STARTS : [...STARTS, READ_ONLY])('%s: one line, exit 2', async (_what, how, line) => {
  const folder = made();
  how(folder);
  const end = await ended(folder.arguments());
  expect([end.code, end.stdout, end.stderr.trimEnd().split('\n').length]).toEqual([2, '', 1]);
  expect(end.stderr).toMatch(line);
});

test.skipIf(process.platform === 'win32')('what is in a folder that the cockpit did not make is for its user alone', async () => {
  const folder = made();
  mkdirSync(folder.data, { mode: 0o755 });
  writeFileSync(join(folder.data, 'config.json'), '{}', { mode: 0o644 });
  running = await Headless.start(folder);
  const open = readdirSync(folder.data).filter((name) => (statSync(join(folder.data, name)).mode & 0o077) !== 0);
  expect([existsSync(join(folder.data, 'journal.db')), open]).toEqual([true, []]);
});
