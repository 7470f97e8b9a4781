import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '#main/launcher/project.mjs';
import { patience } from '../time/pace.ts';
import { TRADES_ANY, WindowsCockpit } from './cockpit.ts';
import { barsText } from './price-file.ts';
import { PROJECT, WindowsProject } from './project.ts';
import type { WindowsProgram } from './session.ts';
import { wineFolder } from './wine-folder.ts';

let folder: string;
let project: WindowsProject;
const here = (path: string): string => project.windows.here(path);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'windows-'));
  project = await WindowsProject.open();
}, patience(300_000));
afterAll(async () => {
  await project.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The same program and arguments with this system's Node. */
function onLinux(args: readonly string[]): { code: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  return { code: status, stdout, stderr };
}

const digests = (at: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(at, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [file.slice(at.length), createHash('sha256').update(readFileSync(file)).digest('hex')]),
  );

test('from a clone the launcher of any Node builds both bundles, byte for byte those of Linux, and runs the command', async () => {
  copyFileSync(join(wineFolder, 'node.exe'), here('C:\\node.exe'));
  const launched = await project.windows.run('C:\\node.exe', [`${PROJECT}\\main\\launch.mjs`, 'dist', '--help'], { cwd: '/' });
  expect([launched.code, launched.stdout.includes('usage: npm run dist'), launched.stderr]).toEqual([
    0,
    true,
    expect.stringMatching(/dist\/renderer built[^]*dist\/desktop built/),
  ]);
  for (const name of ['renderer', 'desktop'])
    expect(digests(here(`${PROJECT}\\dist\\${name}`))).toEqual(digests(join(root, 'dist', name)));
  const refused = await project.windows.run('C:\\node.exe', [`${PROJECT}\\main\\launch.mjs`, 'dist']);
  expect([refused.code, refused.stderr.trim().split('\n').at(-1)]).toEqual([
    2,
    expect.stringContaining('no certificate to sign with'),
  ]);
});

test.each(['Q:\\Mikrobot', '\\\\no-such-host\\share\\data'])(
  'a data folder on %s, which is not there, is refused in one line at once',
  async (data) => {
    const { code, stdout, stderr } = await project.run(['main/headless.ts', '--data', data, '--http', '127.0.0.1:0']);
    expect([code, stdout, stderr.trim().split('\n').length]).toEqual([2, '', 1]);
    expect(stderr).toContain('cannot be reached');
  },
);

describe('the same bytes as on Linux', () => {
  test('a replay, with the file as Linux and as Windows write it', async () => {
    const [plain, windows] = [join(folder, 'EURUSD_M1.csv'), here('C:\\EURUSD_M1.csv')];
    writeFileSync(plain, barsText('\n'));
    writeFileSync(windows, `\uFEFF${barsText('\r\n')}`);
    const linux = onLinux(['main/replay.ts', '--bars', plain, '--json']);
    const there = await project.run(['main/replay.ts', '--bars', 'C:\\EURUSD_M1.csv', '--json']);
    expect([linux.code, there.code], there.stderr).toEqual([0, 0]);
    expect(linux.stdout.length).toBeGreaterThan(5_000);
    expect(there.stdout.replaceAll('C:\\\\EURUSD_M1.csv', plain)).toBe(linux.stdout);
  });

  test('seeded stories of faults', async () => {
    const args = ['main/simulate.ts', '--seed', '41', '--seeds', '2', '--steps', '120', '--faults', 'all', '--json'];
    const [linux, there] = [onLinux(args), await project.run(args)];
    expect([linux.code, there.code, there.stderr]).toEqual([0, 0, '']);
    const untimed = (text: string): string => text.replaceAll(/"(steps|turns)PerSecond":\s*[\d.]+/g, '');
    expect(untimed(there.stdout)).toBe(untimed(linux.stdout));
  });
});

test('MetaTrader’s data folders are found, whatever letters they have, and get the Expert Advisor', async () => {
  const terminals = 'C:\\users\\root\\AppData\\Roaming\\MetaQuotes\\Terminal';
  const portable = 'C:\\Portátil MT5 ž';
  for (const name of [
    `${terminals}\\A1\\MQL5\\Experts`,
    `${terminals}\\B2\\MQL5`,
    `${terminals}\\Common\\Files`,
    `${portable}\\MQL5`,
  ])
    mkdirSync(here(name), { recursive: true });
  writeFileSync(here(`${terminals}\\A1\\origin.txt`), Buffer.from('\uFEFFC:\\Program Files\\Bróker – MT5', 'utf16le'));
  writeFileSync(here(`${terminals}\\B2\\origin.txt`), 'D:\\Ünal\r\n');
  const { code, stdout, stderr } = await project.run(['test/windows/find-terminals.ts', portable]);
  expect([code, stderr]).toEqual([0, '']);
  const told = JSON.parse(stdout) as { before: { origin: string; ea: string }[]; after: { ea: string }[] };
  expect(told.before.map(({ origin, ea }) => [origin, ea])).toEqual([
    [portable, 'absent'],
    ['C:\\Program Files\\Bróker – MT5', 'absent'],
    ['D:\\Ünal', 'absent'],
  ]);
  expect(told.after.map(({ ea }) => ea)).toEqual(['current', 'current', 'current']);
  for (const name of [`${terminals}\\A1`, `${terminals}\\B2`, portable])
    expect(readFileSync(here(`${name}\\MQL5\\Experts\\MikrobotBridge.mq5`))).toEqual(
      readFileSync(join(root, 'assets', 'mql5', 'MikrobotBridge.mq5')),
    );
});

test('what an earlier version left in the roaming profile is moved whole once nobody has it, and told', async () => {
  const profile = 'C:\\users\\root\\AppData';
  const [former, usual] = [`${profile}\\Roaming\\Mikrobot Cockpit`, `${profile}\\Local\\Mikrobot Cockpit`];
  const begun = async (args: readonly string[]): Promise<WindowsProgram> => {
    const cockpit = project.node(['main/headless.ts', '--http', '127.0.0.1:0', ...args]);
    await expect.poll(() => cockpit.stdout.includes('\n') || !cockpit.isRunning, { timeout: patience(120_000) }).toBe(true);
    expect(cockpit.isRunning, cockpit.stderr.slice(-2_000)).toBe(true);
    return cockpit;
  };
  const ended = async (cockpit: WindowsProgram, folder: string): Promise<string> => {
    const { http } = JSON.parse(cockpit.stdout) as { http: string };
    const { operatorToken } = JSON.parse(readFileSync(join(here(folder), 'secrets.json'), 'utf8')) as { operatorToken: string };
    const headers = { authorization: `Bearer ${operatorToken}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ typed: 'SHUTDOWN', reason: 'the end' });
    await fetch(`${http}/system/shutdown`, { method: 'POST', headers, body });
    expect((await cockpit.ended).code).toBe(0);
    return cockpit.stderr;
  };

  const earlier = await begun(['--data', former]);
  const beside = await project.run(['main/headless.ts', '--http', '127.0.0.1:0']);
  expect([beside.code, beside.stderr]).toEqual([
    2,
    expect.stringMatching(/stays in the roaming profile[^]*in use by another cockpit/),
  ]);
  await ended(earlier, former);
  const journal = createHash('sha256')
    .update(readFileSync(join(here(former), 'journal.db')))
    .digest('hex');

  const looked = await project.run(['main/headless.ts', '--http', '127.0.0.1:0', '--diagnose']);
  expect([existsSync(join(here(usual), 'journal.db')), looked.stdout]).toEqual([false, expect.stringContaining(former)]);
  const now = await begun([]);
  expect(existsSync(here(former))).toBe(false);
  expect(await ended(now, usual)).toContain('The data folder was moved');
  expect(
    createHash('sha256')
      .update(readFileSync(join(here(usual), 'journal.db')))
      .digest('hex'),
  ).not.toBe(journal);
  const { stdout } = await project.run(['main/verify.ts', usual]);
  expect(stdout).toMatch(/records in 2 runs[^]*OK: /);
});

describe('a trader’s day over HTTP, with the data beside spaces and letters beyond ASCII', () => {
  const DATA = 'C:\\Users\\José Ñ\\Datos del bot ž';
  let cockpit: WindowsCockpit;

  beforeAll(() => {
    cockpit = new WindowsCockpit(project, { there: DATA, here: here(DATA) });
    cockpit.configure({ ...TRADES_ANY, approvals: { mode: 'confirm', ttlMs: 600_000 } });
  });
  afterAll(() => cockpit.program.kill());

  test('starts on a configuration as Notepad writes it; a second one on the folder is refused', async () => {
    await cockpit.start('2026-03-04T10:00:00Z');
    expect((await cockpit.ask('GET', '/system/status'))['approvals']).toMatchObject({ mode: 'confirm' });
    const second = await project.run(['main/headless.ts', '--data', DATA, '--http', '127.0.0.1:0']);
    expect([second.code, second.stdout, second.stderr]).toEqual([2, '', expect.stringContaining('is in use by another cockpit')]);
    const taken = await project.run(['main/headless.ts', '--data', `${DATA} two`, '--http', new URL(cockpit.http).host]);
    expect([taken.code, taken.stderr]).toEqual([2, expect.stringContaining('is taken by another program')]);
  });

  test('a signed signal waits, is approved, opens; killed and started again, the position is still ours', async () => {
    expect(await cockpit.buy('w-1')).toBe(202);
    const waiting = await cockpit.settled('w-1', ['awaiting_approval', 'rejected', 'failed']);
    expect([waiting['state'], waiting['reason']]).toEqual(['awaiting_approval', null]);
    await cockpit.ask('POST', '/signals/w-1/approve', { digest: waiting['digest'] });
    expect((await cockpit.settled('w-1', ['open', 'rejected', 'failed']))['state']).toBe('open');

    await cockpit.program.kill();
    await cockpit.start('2026-03-04T12:00:00Z');
    expect((await cockpit.ask('GET', '/signals/w-1'))['state']).toBe('open');
    expect((await cockpit.ask('GET', '/positions'))['positions']).toHaveLength(1);
  });

  test('the stop closes everything and certifies it; an orderly end seals; Windows and Linux verify the same journal', async () => {
    await cockpit.ask('POST', '/system/emergency-stop', { reason: 'end of the day', flatten: true });
    const certificates = async (): Promise<{ state: string }[]> => (await cockpit.ask('GET', '/stop-certificates')) as never;
    await expect.poll(async () => (await certificates())[0]?.state, { timeout: patience(30_000) }).toBe('flat');
    expect((await fetch(`${cockpit.http}/`)).status, 'the built page is served').toBe(200);
    expect(await cockpit.shutDown()).toBe(0);
    expect(cockpit.program.stderr).toContain('The run is sealed');

    const there = await project.run(['main/verify.ts', DATA]);
    const copy = join(folder, 'data');
    mkdirSync(copy);
    for (const name of readdirSync(here(DATA)).filter(
      (each) => existsSync(join(here(DATA), each)) && /\.(db|json|anchor)(-\w+)?$/.test(each),
    ))
      copyFileSync(join(here(DATA), name), join(copy, name));
    const linux = onLinux(['main/verify.ts', copy]);
    expect([there.code, linux.code], there.stdout + there.stderr + linux.stdout).toEqual([0, 0]);
    const last = (text: string): string =>
      text
        .trim()
        .replace(/\(\d+ ms\)/, '')
        .split(/\r?\n/)
        .slice(-2)
        .join('\n');
    expect(last(there.stdout)).toBe(last(linux.stdout));
  });
});
