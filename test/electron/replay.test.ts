import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownBars } from '#main/replay/index.ts';
import { walkedBars } from '../bench/world/prices.ts';
import { patience } from '../time/pace.ts';
import { openDesktop, type DesktopRun } from './session.ts';

const RUN_MS = 60_000;
let folder: string;
let run: DesktopRun;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'desktop-replay-'));
  const data = join(folder, 'data');
  mkdirSync(data);
  run = await openDesktop(data);
  await run.page.getByTestId('stop').waitFor({ timeout: patience(10_000) });
  await run.page.locator('nav a[href="#replay"]').click();
  await run.page.getByText('No price file yet').waitFor({ timeout: patience(10_000) });
});
afterAll(async () => {
  await run.quit();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

test('a price file is replayed in a utility process of the bundle, and another run of it is ended', async () => {
  const { page } = run;
  const job = page.getByTestId('replay-job');
  const buffer = Buffer.from([...ownBars(walkedBars(1_500, Date.UTC(2026, 0, 9, 12)))].join(''));
  await page.locator('input[type=file]').setInputFiles({ name: 'EURUSD_M1.csv', mimeType: 'text/csv', buffer });
  await page.getByRole('checkbox', { name: /EURUSD_M1/ }).check();
  await page.getByTestId('replay-start').click();
  await job.getByText(/^Done after/).waitFor({ timeout: patience(RUN_MS) });
  await page
    .getByTestId('replay-verdict')
    .getByText(/SURVIVED|BREACHED/)
    .waitFor({ timeout: patience(10_000) });
  await page.getByTestId('replay-start').click();
  await job.getByRole('button', { name: 'End it' }).click();
  await job.getByText(/nothing of it is kept/).waitFor({ timeout: patience(10_000) });
  expect(await page.getByRole('list', { name: 'Runs' }).getByRole('listitem').count()).toBe(1);
});
