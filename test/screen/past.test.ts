import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { onScenes } from './on-scenes.ts';
import { unreadable } from './legible.ts';
import { LARGE, SMALL, type CockpitWindow } from './window.ts';

const SHOTS = join(import.meta.dirname, '..', '..', 'dist', 'shots');
const SIZES = [LARGE, SMALL, { width: 1024, height: 640 }] as const;
const STORY_MS = 240_000;
const scenes = onScenes();
mkdirSync(SHOTS, { recursive: true });

async function look(window: CockpitWindow, name: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const size of SIZES) {
    await window.page.setViewportSize(size);
    await window.page.waitForTimeout(150);
    await window.page.screenshot({ path: join(SHOTS, `${name}-${size.width}x${size.height}.png`) });
    found.push(...(await unreadable(window.page)).map((what) => `${name} at ${size.width}: ${what}`));
  }
  return [...found, ...(await window.axe()).map((rule) => `${name}: ${rule}`)];
}

test('the cockpit is seen as it was, with the present around it, and left with Escape', { timeout: STORY_MS }, async () => {
  const window = await scenes.show('busy');
  const { page } = window;
  await page.keyboard.press('t');
  const bar = page.getByTestId('past-bar');
  await bar.getByText(/record \d/).waitFor();
  const newest = await look(window, 'past');
  await page.getByLabel('Record of the journal').focus();
  await page.keyboard.press('Home');
  await window.sees(() => bar.getByText(/, record 1 of /).count(), 1);
  const first = await look(window, 'past-first');
  await window.button('Mark after').click();
  await window.sees(() => bar.getByText(/, record 1 of /).count(), 0);
  await page.getByLabel('Go to a time, UTC').fill('1999-01-01 10:00');
  await page.keyboard.press('Enter');
  await bar.getByText('Nothing is on record there').waitFor();
  await window.go('Positions');
  const positions = await look(window, 'past-positions');
  await window.go('Journal');
  await bar.getByText('This view is of now').waitFor();
  await page
    .getByRole('heading', { level: 1, name: 'Journal' })
    .focus()
    .catch(() => undefined);
  await page.getByLabel('Record of the journal').focus();
  await page.keyboard.press('Escape');
  await bar.waitFor({ state: 'detached' });
  expect([newest, first, positions, window.problems]).toEqual([[], [], [], []]);
});

test('two moments are compared, and a trade leads to its entry and exit', { timeout: STORY_MS }, async () => {
  const window = await scenes.show('busy');
  const { page } = window;
  const bar = page.getByTestId('past-bar');
  await window.go('Results');
  await page
    .getByRole('button', { name: /See the cockpit at the exit/ })
    .first()
    .click();
  await bar.getByText(/record \d/).waitFor();
  const atExit = await bar.getByRole('status').first().innerText();
  const hold = bar.getByRole('button', { name: 'Hold as A' });
  await hold.focus();
  await page.keyboard.press('Enter');
  await bar.getByText(/A is record/).waitFor();
  await window.tabTo(bar.getByRole('button', { name: 'A to B' }));
  await page.keyboard.press('Space');
  await page.getByText('Nothing differs between A and B').waitFor();
  await page.getByLabel('Record of the journal').focus();
  await page.keyboard.press('End');
  const table = page.getByRole('table', { name: 'Positions, what differs' });
  await table.waitFor();
  expect(await table.getByRole('row').count()).toBeGreaterThan(1);
  const compared = await look(window, 'past-compared');
  await window.button('Let A go').click();
  await hold.waitFor();
  await page.keyboard.press('Escape');
  await bar.waitFor({ state: 'detached' });
  await window.go('Results');
  const entry = page.getByRole('button', { name: /See the cockpit at the entry/ }).first();
  await entry.focus();
  await page.keyboard.press('Enter');
  await bar.getByText(/record \d/).waitFor();
  expect(await bar.getByRole('status').first().innerText()).not.toBe(atExit);
  expect([compared, window.problems]).toEqual([[], []]);
});

test('an alarm leads to the moment it was raised', { timeout: STORY_MS }, async () => {
  const window = await scenes.show('alarms');
  await window.go('Alarms');
  await window.page
    .getByRole('button', { name: /^See it then/ })
    .first()
    .click();
  await window.page
    .getByTestId('past-bar')
    .getByText(/record \d/)
    .waitFor();
  await window.page.getByTestId('past-bar').getByText('Reading records').waitFor({ state: 'detached' });
  expect(await window.page.locator('.past-view').getByRole('article').count()).toBeGreaterThan(0);
  expect(window.problems).toEqual([]);
});

test(
  'the signals on record are judged again with half the risk, from the past and with nothing put on record',
  { timeout: STORY_MS },
  async () => {
    const window = await scenes.show('busy');
    const { page } = window;
    await page.keyboard.press('t');
    const bar = page.getByTestId('past-bar');
    await bar.getByText(/record \d/).waitFor();
    await window.button('Other settings').click();
    const begin = page.getByTestId('rerun-start');
    await page.getByText('Choose a setting to try first').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('m5 bos risk percent');
    await window.tabTo(page.getByRole('button', { name: 'Try strategies.m5_bos.riskPercent' }));
    await page.keyboard.press('Enter');
    const field = page.getByRole('textbox', { name: 'Risk percent' });
    await field.fill('much');
    await page.getByText(/^Mend it first/).waitFor();
    await field.fill('0.15');
    await window.tabTo(begin);
    await page.keyboard.press('Enter');
    await page.getByText(/^Read to the end/).waitFor({ timeout: 60_000 });
    await page.getByRole('table', { name: /^Signals that come out otherwise/ }).waitFor();
    const said = await page.getByTestId('rerun-found').getByRole('status').innerText();
    expect(said).toMatch(
      /^Of \d+ signals: \d+ the same, [1-9]\d* in another size, 0 refused instead, 0 taken instead\. \d+ closed trade/,
    );
    const shot = await look(window, 'past-rerun');
    await page
      .getByRole('table', { name: /^Signals that come out otherwise/ })
      .getByRole('button', { name: /EURUSD|GBPUSD|XAUUSD|USDJPY/ })
      .first()
      .click();
    await bar.waitFor({ state: 'detached' });
    await page.getByTestId('headline').waitFor();
    expect([shot, window.problems]).toEqual([[], []]);
  },
);
