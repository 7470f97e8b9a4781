import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Feed } from '../main/adapters/updates/feed.ts';
import { patience } from '../time/pace.ts';
import { openDesktop, type DesktopRun } from './session.ts';

let folder: string;
let feed: Feed;
let run: DesktopRun;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'desktop-updates-'));
  feed = await Feed.open();
  const data = join(folder, 'data');
  mkdirSync(data);
  writeFileSync(join(data, 'config.json'), JSON.stringify({ updates: { feed: feed.address } }));
  run = await openDesktop(data);
  await run.page.getByTestId('stop').waitFor({ timeout: patience(10_000) });
  await run.page.locator('nav a[href="#settings"]').click();
  await panel().waitFor({ timeout: patience(10_000) });
});
afterAll(async () => {
  await feed.close();
  run.child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const panel = () => run.page.getByTestId('updates');
const says = (words: string | RegExp) =>
  panel()
    .getByText(words)
    .first()
    .waitFor({ timeout: patience(20_000) });
const look = () => panel().getByRole('button', { name: 'Look for a newer version' }).click();

test('nobody is asked before the trader asks; an older version is refused with why', async () => {
  await says('not since the start');
  expect(feed.asked).toEqual([]);
  feed.offers('0.0.1');
  await look();
  await says(/The feed has 0\.0\.1, which is older than this copy/);
  expect(
    await panel()
      .getByRole('button', { name: /Download/ })
      .count(),
  ).toBe(0);
});

test('a newer one is offered with what is new; over Electron’s own network, and not from the page', async () => {
  feed.offers('99.0.0');
  await look();
  await says('Version 99.0.0');
  await says(/Something new/);
  expect(feed.asked.at(-1)?.path).toBe('/updates/latest.yml');
  expect(
    await run.page.evaluate(
      (address) =>
        fetch(address).then(
          () => 'reached',
          () => 'refused',
        ),
      feed.address,
    ),
  ).toBe('refused');
});

test('a copy that no installer can update refuses the download with why, and nothing is fetched', async () => {
  await panel().getByRole('button', { name: 'Download 99.0.0' }).click();
  await says(/This copy runs from its sources: update it there/);
  expect(feed.asked.map(({ path }) => path).filter((path) => path.endsWith('.exe'))).toEqual([]);
  expect(
    await panel()
      .getByRole('button', { name: /Hold to quit/ })
      .count(),
  ).toBe(0);
});

test('an install that is asked for all the same is refused: trading is on, and nothing was checked', async () => {
  const install = () =>
    run.page.evaluate(async () => {
      const { cockpit } = window as unknown as {
        cockpit: { send(name: string, request: unknown): Promise<{ error?: { detail: string } }> };
      };
      return (await cockpit.send('updates.install', { typed: 'UPDATE', version: '99.0.0' })).error?.detail;
    });
  expect(await install()).toContain('Trading is not halted');
  await run.page.getByTestId('stop').click();
  await expect.poll(install, { timeout: patience(20_000) }).toBe('There is no checked installer: download it first');
  expect(run.child.exitCode, 'the cockpit goes on').toBeNull();
});
