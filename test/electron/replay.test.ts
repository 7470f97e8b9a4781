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

test('the whole journal is checked in a utility process of the bundle, and found sound', async () => {
  const { page } = run;
  await page.locator('nav a[href="#settings"]').click();
  const check = page.getByTestId('journal-check');
  await check.getByText(/^Not checked since the start/).waitFor({ timeout: patience(10_000) });
  await check.getByRole('button', { name: 'Check the whole journal' }).click();
  await check.getByText(/^Sound: /).waitFor({ timeout: patience(RUN_MS) });
  expect(await check.innerText()).toMatch(/\d+ records, 1 run, .* head [0-9a-f]{12}, at /);
});

test('the signals on record are judged again in a utility process of the bundle', async () => {
  const { page } = run;
  await page.keyboard.press('t');
  await page
    .getByTestId('past-bar')
    .getByText(/record \d/)
    .waitFor({ timeout: patience(20_000) });
  await page.getByRole('button', { name: 'Other settings' }).click();
  await page.getByRole('searchbox').first().fill('m5 bos risk percent');
  await page.getByRole('button', { name: 'Try strategies.m5_bos.riskPercent' }).click();
  await page.getByRole('textbox', { name: 'Risk percent' }).fill('0.15');
  await page.getByTestId('rerun-start').click();
  await page.getByText(/^Read to the end/).waitFor({ timeout: patience(RUN_MS) });
  // Each of these processes was ended by the cockpit, which is no fault of a helper.
  expect(run.stderr()).toBe('');
});
