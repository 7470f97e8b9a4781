import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownBars } from '#main/replay/index.ts';
import { walkedBars } from '../bench/world/prices.ts';
import { patience } from '../time/pace.ts';
import { openDesktop, type DesktopRun } from './session.ts';

/** Processes beside the cockpit's own that are taken away under it. */
let folder: string;
let run: DesktopRun;
const text = (id: string): Promise<string> => run.page.getByTestId(id).first().innerText();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'desktop-helpers-'));
  mkdirSync(join(folder, 'data'));
  run = await openDesktop(join(folder, 'data'));
  await run.page.getByTestId('stop').waitFor({ timeout: patience(10_000) });
});
afterAll(async () => {
  run.child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const pidOf = (name: RegExp): Promise<number | null> =>
  run.app.evaluate(({ app }, pattern) => {
    const of = (each: { type: string; name?: string; serviceName?: string }): string =>
      [each.type, each.name, each.serviceName].join(' ');
    return app.getAppMetrics().find((each) => new RegExp(pattern).test(of(each)))?.pid ?? null;
  }, name.source);

test('a replay whose process is killed is told where it was begun, and trading goes on', async () => {
  const { page } = run;
  await page.locator('nav a[href="#replay"]').click();
  const buffer = Buffer.from([...ownBars(walkedBars(60_000, Date.UTC(2026, 0, 5)))].join(''));
  await page.locator('input[type=file]').setInputFiles({ name: 'EURUSD_M1.csv', mimeType: 'text/csv', buffer });
  await page.getByRole('checkbox', { name: /EURUSD_M1/ }).check({ timeout: patience(20_000) });
  await page.getByTestId('replay-start').click();
  await expect.poll(() => pidOf(/Mikrobot Cockpit background/), { timeout: patience(10_000) }).not.toBeNull();
  process.kill((await pidOf(/Mikrobot Cockpit background/))!, 'SIGKILL');
  await page
    .getByTestId('replay-job')
    .getByText(/broken off/)
    .waitFor({ timeout: patience(10_000) });
  expect(await text('trading-state')).toMatch(/active|trading/i);
});

test('the network and the graphics of Chromium are killed: on record, and STOP still halts', async () => {
  const killed: string[] = [];
  for (const name of [/Network Service|network\.mojom/, /GPU/]) {
    const pid = await pidOf(name);
    process.kill(pid!, 'SIGKILL');
    killed.push(name.source);
    const told = (): number => run.stderr().split('a helper process stopped working').length - 1;
    await expect.poll(told, { timeout: patience(10_000) }).toBe(killed.length);
  }
  await run.page.getByTestId('stop').click({ timeout: patience(5_000) });
  await expect.poll(() => text('trading-state'), { timeout: patience(5_000) }).toMatch(/halted/i);
});
