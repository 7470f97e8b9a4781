import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { chromiumPath } from '../provision/chromium.ts';
import { Cockpit, PASSING } from './cockpit.ts';
import { unreadable } from './legible.ts';
import { CockpitWindow, LARGE, launchBrowser, SMALL } from './window.ts';

const SIZES = [{ width: 1024, height: 640 }, SMALL, LARGE] as const;
const SHOTS = join(import.meta.dirname, '..', '..', 'dist', 'shots');
const DAY_MS = 86_400_000;

/** A folder whose newest record lies a day ahead of the PC's clock: what a start with a wrong clock has left. */
const began = Date.now();
const folder = mkdtempSync(join(tmpdir(), 'cockpit-clock-'));
const ahead = new Cockpit(PASSING, ['--now', new Date(began + DAY_MS).toISOString()], { folder });
const cockpit = new Cockpit(PASSING, [], { folder });
let browser: Browser | undefined;
let window: CockpitWindow;

beforeAll(async () => {
  if (chromiumPath() === undefined) return;
  mkdirSync(SHOTS, { recursive: true });
  await ahead.start();
  await ahead.end();
  await cockpit.start();
  browser = await launchBrowser();
  window = await CockpitWindow.open(browser, cockpit.address);
});
beforeEach((ctx) => {
  if (chromiumPath() === undefined) ctx.skip('no Chromium, Chrome or Edge was found; COCKPIT_CHROMIUM may name one');
});
afterAll(async () => {
  await browser?.close();
  await ahead.end();
  await cockpit.remove();
});

/** Minutes between the PC's clock and the newest record, as a text tells them. */
function minutesApart(text: string): number {
  const [, hours = NaN, minutes = NaN] = (/(\d+) h (\d+) m before the newest record/.exec(text) ?? []).map(Number);
  return hours * 60 + minutes;
}

/** What cannot be read or reached, or runs over, at each size, with a picture of each. */
async function lost(name: string, see = async (): Promise<void> => undefined): Promise<readonly string[]> {
  const found: string[] = [];
  for (const size of SIZES) {
    await window.page.setViewportSize(size);
    await see();
    await window.page.waitForTimeout(120);
    for (const what of [...(await unreadable(window.page)), ...(await window.overflows())])
      // With a critical alarm the smallest deck scrolls.
      if (what !== 'the deck scrolls' || size.width > 1024) found.push(`${name} at ${size.width}: ${what}`);
    await window.page.screenshot({ path: join(SHOTS, `clock-${name}-${size.width}x${size.height}.png`) });
  }
  await window.page.setViewportSize(SMALL);
  return found;
}

test('a clock in doubt stands as an alarm, a block and a question that can be read at every size, and a typed word settles it', async () => {
  const { page } = window;
  const found: string[] = [];
  await page
    .getByText('The PC’s clock cannot be relied on')
    .or(page.getByText("The PC's clock cannot be relied on"))
    .first()
    .waitFor();
  await window.sees(() => window.text('trading-state'), 'BLOCKED');
  found.push(...(await lost('deck')));
  await window.go('Alarms');
  found.push(...(await lost('alarm')));
  await window.go('Risk');
  expect(await page.getByRole('region', { name: 'Blocks' }).innerText()).toContain('before the newest record');
  found.push(...(await lost('block', () => page.getByRole('region', { name: 'Blocks' }).scrollIntoViewIfNeeded())));
  await window.go('Alarms');
  await page.getByRole('button', { name: 'Confirm the PC’s clock…' }).click();
  const apart = minutesApart(await page.getByRole('dialog').innerText());
  // A day, less the time that the two starts took on this machine.
  expect(apart).toBeLessThanOrEqual(DAY_MS / 60_000);
  expect(apart).toBeGreaterThanOrEqual(Math.floor((DAY_MS - (Date.now() - began)) / 60_000));
  found.push(...(await lost('question')));
  found.push(...(await window.axe()));
  expect(found).toEqual([]);
  await page.getByLabel('Type CONFIRM').fill('CONFIRM');
  await page.getByLabel('How you know').fill('looked at a radio clock');
  await window.id('clock-confirm').click();
  await window.sees(async () => (await cockpit.status()).risk.blocks, []);
  await window.sees(() => window.text('trading-state'), 'ACTIVE');
});
