import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { patience } from '../time/pace.ts';
import { openDesktop, type DesktopRun } from './session.ts';

let folder: string;
let data: string;
let run: DesktopRun;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'desktop-start-'));
  data = join(folder, 'data');
  mkdirSync(data);
  run = await openDesktop(data);
  await run.page.getByTestId('stop').waitFor({ timeout: patience(10_000) });
  await run.page.locator('nav a[href="#settings"]').click();
  await panel().waitFor({ timeout: patience(10_000) });
});
afterAll(() => {
  for (const pid of running()) process.kill(pid, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const panel = () => run.page.getByTestId('start');
/** The processes that were started on this folder, by a test or by the cockpit itself. */
function running(): readonly number[] {
  try {
    return execFileSync('pgrep', ['-f', data], { encoding: 'utf8' }).trim().split('\n').map(Number);
  } catch {
    return [];
  }
}
const kept = (): { next?: { terminal: string }; worked?: { terminal: string } | null } => {
  try {
    return JSON.parse(readFileSync(join(data, 'start.json'), 'utf8')) as object;
  } catch {
    return {};
  }
};

test('what an option gives cannot be chosen, and says so', async () => {
  const text = await panel().innerText();
  expect([/HTTP address: 127\.0\.0\.1:0 given by --http/.test(text), /given by --data/.test(text)]).toEqual([true, true]);
  expect(await panel().getByLabel('HTTP address').count()).toBe(0);
});

test('MetaTrader 5 is chosen in the window; the cockpit seals, ends with 0, and is back with it by itself', async () => {
  await panel().getByLabel('Trades go to').selectOption('mt5');
  await panel().getByLabel('Bridge address').fill('127.0.0.1:0');
  await panel().getByRole('button', { name: 'Keep for the next start' }).click();
  await panel()
    .getByText('a restart is due')
    .waitFor({ timeout: patience(10_000) });
  expect(kept()).toMatchObject({ next: { terminal: 'mt5', bridge: '127.0.0.1:0' }, worked: null });

  const before = new Set(running());
  const gone = once(run.child, 'exit');
  const hold = panel().getByRole('button', { name: 'Hold to restart' });
  await hold.focus();
  await run.page.keyboard.down('Enter');
  const [code] = (await gone) as [number | null];
  expect(code).toBe(0);
  // Written when the window of the next process has opened.
  await expect.poll(() => kept().worked?.terminal, { timeout: patience(30_000) }).toBe('mt5');
  expect(running().some((pid) => !before.has(pid))).toBe(true);
});
