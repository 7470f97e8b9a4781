import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { verifyJournal } from '#main/adapters/journal/index.ts';
import { DataFolder, ended, Headless } from './headless-process.ts';

const folders: DataFolder[] = [];
const running: Headless[] = [];
const folder = (config: Record<string, unknown> = {}): DataFolder => {
  const made = new DataFolder(config);
  folders.push(made);
  return made;
};
const started = async (on: DataFolder): Promise<Headless> => {
  const cockpit = await Headless.start(on);
  running.push(cockpit);
  return cockpit;
};
afterEach(async () => {
  for (const cockpit of running.splice(0)) await cockpit.kill();
  for (const made of folders.splice(0)) made.remove();
});
const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');

test('it says once that it is ready, refuses a second process on its folder, and seals when asked to end', async () => {
  const data = folder();
  const cockpit = await started(data);
  const token = data.secrets.operatorToken;
  expect(cockpit.ready).toEqual({
    ready: true,
    http: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as unknown,
    // The paper terminal has no bridge to listen on.
    bridge: null,
    cockpit: `${cockpit.ready.http}/#token=${token}`,
    run: expect.stringMatching(/^run-/) as unknown,
    mode: 'paper',
    trading: 'active',
    pid: expect.any(Number) as unknown,
  });

  const second = await ended(data.arguments());
  expect([second.code, second.stdout, lines(second.stderr).length, second.stderr.includes(data.dir)]).toEqual([2, '', 1, true]);
  expect((await cockpit.ask('GET', '/healthz')).status).toBe(200);

  const end = await cockpit.terminate();
  const verified = verifyJournal(data.dir, { key: data.secrets.journalKey });
  expect([end.code, lines(end.stdout).length, verified.ok, verified.notes]).toEqual([0, 1, true, []]);
  // Secrets are on no line that anybody might keep, but the one address that is meant to have one.
  expect([data.secrets.journalKey, data.secrets.webhookSecret, token].filter((secret) => end.stderr.includes(secret))).toEqual(
    [],
  );
});

/** Windows knows no signals between processes: a console that closes or Ctrl-Break is told as one to the process itself. */
test.skipIf(process.platform === 'win32').each(['SIGHUP', 'SIGINT'] as const)(
  'it seals when its terminal closes or is told Ctrl-C: %s',
  async (signal) => {
    const data = folder();
    const cockpit = await started(data);
    const end = await cockpit.terminate(signal);
    const verified = verifyJournal(data.dir, { key: data.secrets.journalKey });
    expect([end.code, verified.ok, verified.notes, end.stderr.includes(signal)]).toEqual([0, true, [], true]);
  },
);

test.each([
  ['an option nobody knows', ['--speeed', '2'], /--speeed/],
  ['an address that is none', ['--http', 'localhost'], /--http: "localhost"/],
  ['a moment without its zone', ['--now', '2026-11-28T12:00:00'], /--now: "2026-11-28T12:00:00" is not a moment with its zone/],
  ['time of its own over MetaTrader', ['--terminal', 'mt5', '--speed', '2'], /--speed: MetaTrader 5 keeps real time/],
  ['a terminal there is not', ['--terminal', 'mt4'], /--terminal: "mt4" is not allowed; it is one of/],
  [
    'a bridge that is open to the network',
    ['--terminal', 'mt5', '--bridge', '0.0.0.0:0'],
    /--bridge: 0\.0\.0\.0 is not this computer itself/,
  ],
  ['a market file that is not there', ['--market', '/nowhere/EURUSD_M1.csv'], /--market: there is no file/],
  ['a seed that is no number', ['--seed', 'x'], /--seed: "x"/],
] as const)('%s: exit 2 and one line', async (_what, more, words) => {
  const end = await ended(folder().arguments(more));
  expect([end.code, end.stdout, lines(end.stderr).length]).toEqual([2, '', 1]);
  expect(end.stderr).toMatch(words);
});

test('a bad configuration: exit 2 and one line for each problem, with path, value and what is allowed', async () => {
  const end = await ended(folder({ aprovals: {}, intake: { rateLimitPerMinute: 0 }, paper: { leverage: 'high' } }).arguments());
  const problems = lines(end.stderr).map((line) => line.replace(/^.*test-config\.json: /, ''));
  expect([end.code, end.stdout, problems.map((line) => line.split(':')[0]).sort()]).toEqual([
    2,
    '',
    ['aprovals', 'intake.rateLimitPerMinute', 'paper.leverage'],
  ]);
  expect(end.stderr).toMatch(/nearest|did you mean|approvals/);
  expect(end.stderr).toMatch(/"high" is not allowed/);
});

test('a configuration that is no JSON: exit 2 and one line', async () => {
  const broken = folder();
  writeFileSync(join(broken.dir, 'test-config.json'), '{"paper":');
  const end = await ended(broken.arguments());
  expect([end.code, lines(end.stderr).length, end.stderr.includes('is not JSON')]).toEqual([2, 1, true]);
});
