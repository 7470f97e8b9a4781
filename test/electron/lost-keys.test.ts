import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { patience } from '../time/pace.ts';
import { electronLaunchOptions } from './launch-options.ts';
import { desktopArgs, openDesktop, type DesktopRun, type Launch } from './session.ts';
import { pressInTray, watchTray } from './tray.ts';

const doubles = fileURLToPath(new URL('doubles.cjs', import.meta.url));
const [RECOVER, RENEW, QUIT] = [0, 1, 2];

let folder: string;
let data: string;
let run: DesktopRun | null = null;
const inFolder = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'desktop-keys-'));
  data = inFolder('data');
  mkdirSync(data);
});
afterAll(() => {
  run?.child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** A start whose message boxes get these answers, in order. */
function startWith(
  answers: readonly number[],
  files: readonly string[] = [],
): Launch & { asked(): readonly { message: string }[] } {
  const asked = inFolder('asked');
  rmSync(asked, { force: true });
  const env = {
    COCKPIT_TEST_KEYCHAIN: inFolder('Local State'),
    COCKPIT_TEST_ANSWERS: JSON.stringify(answers),
    COCKPIT_TEST_ASKED: asked,
    COCKPIT_TEST_FILES: JSON.stringify(files),
  };
  const lines = (): string[] => (existsSync(asked) ? readFileSync(asked, 'utf8').trim().split('\n') : []);
  return { env, preload: [doubles], asked: () => lines().map((line) => JSON.parse(line) as { message: string }) };
}
const opened = async (how: Launch): Promise<DesktopRun> => (run = await openDesktop(data, [], how));
/** As a power cut: what Windows keeps with the keys is then what was written last. */
async function killed(): Promise<void> {
  const gone = once(run!.child, 'exit');
  run!.child.kill('SIGKILL');
  await gone;
}
const stands = (): Promise<string> => run!.page.getByTestId('trading-state').first().innerText();
const shown = (words: RegExp): Promise<void> =>
  run!.page
    .getByText(words)
    .first()
    .waitFor({ timeout: patience(10_000) });
const setAside = (): string[] => readdirSync(data).filter((name) => name.startsWith('keys-set-aside-'));
const loseTheKeychain = (): void => rmSync(inFolder('Local State'));

test('the recovery key is saved from the tray, after a question, and a box says where it lies', async () => {
  const how = startWith([1, 0], [inFolder('recovery.txt')]);
  await opened(how);
  await watchTray(run!);
  await expect.poll(stands, { timeout: patience(10_000) }).toMatch(/active/i);
  // A change makes the menu again.
  await run!.page.getByTestId('stop').click();
  await expect.poll(() => pressInTray(run!, 'save-key'), { timeout: patience(10_000) }).toBe(true);
  await expect
    .poll(() => how.asked().map(({ message }) => message), { timeout: patience(10_000) })
    .toEqual(['Save the recovery key of the journal?', 'The recovery key is saved.']);
  const saved = readFileSync(inFolder('recovery.txt'), 'utf8');
  expect([saved.includes('RECOVERY KEY'), existsSync(join(data, 'secrets.bin')), existsSync(join(data, 'secrets.json'))]).toEqual(
    [true, true, false],
  );
  const key = saved.split('\r\n')[3]!;
  expect(key.length).toBeGreaterThan(20);
  expect(run!.stderr()).not.toContain(key);
  await killed();
});

test('without the keychain a start asks, and Quit ends it with the reason; nothing is changed', async () => {
  loseTheKeychain();
  const how = startWith([QUIT]);
  const { executablePath, args, env } = electronLaunchOptions({ ...how, args: desktopArgs(data) });
  const [code] = (await once(spawn(executablePath, args, { env, stdio: 'ignore' }), 'exit')) as [number | null];
  expect([code, setAside()]).toEqual([2, []]);
  expect(how.asked()).toEqual([
    {
      message: expect.stringContaining('cannot be unsealed'),
      buttons: ['Choose the recovery key file...', 'Sign again with a new key...', 'Quit'],
    },
  ]);
});

test('the recovery key opens it again, halted, with the journal as it was; the next start asks nothing', async () => {
  const how = startWith([RECOVER, RECOVER], [join(data, 'start.json'), inFolder('recovery.txt')]);
  await opened(how);
  await expect.poll(stands, { timeout: patience(20_000) }).toMatch(/halted/i);
  expect(how.asked().map(({ message }) => message)).toEqual([
    expect.stringContaining('cannot be unsealed'),
    expect.stringContaining('start.json'),
  ]);
  expect(setAside()).toHaveLength(1);
  await shown(/put back from a recovery file/);
  await killed();
  const next = startWith([]);
  await opened(next);
  await expect.poll(stands, { timeout: patience(20_000) }).toMatch(/halted/i);
  expect(next.asked()).toEqual([]);
  await killed();
});

test('signed again with a new key only after a second question; it waits until the journal is adopted', async () => {
  loseTheKeychain();
  const how = startWith([RENEW, 0, RENEW, 1]);
  await opened(how);
  await expect.poll(stands, { timeout: patience(20_000) }).toMatch(/halted/i);
  const again = 'Sign the journal again with a new key?';
  const lost = expect.stringContaining('cannot be unsealed') as string;
  expect(how.asked().map(({ message }) => message)).toEqual([lost, again, lost, again]);
  await shown(/signed again with a new key/);
  await killed();
});
