import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { onScreen } from './on-screen.ts';
import { LARGE, SMALL, type CockpitWindow } from './window.ts';

const SHOTS = join(import.meta.dirname, '..', '..', 'dist', 'shots');
const SMALLEST = { width: 1024, height: 640 } as const;
const STORY_MS = 240_000;
const screen = onScreen();
mkdirSync(SHOTS, { recursive: true });

const value = (window: CockpitWindow, label: string) => window.page.getByLabel(label, { exact: true });
const bar = (window: CockpitWindow) => window.page.getByRole('region', { name: 'Changes that are not written' });

/** Pictures at three sizes; what runs out of its place, and rules of accessibility that are broken. */
async function look(window: CockpitWindow, name: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const size of [LARGE, SMALLEST, SMALL]) {
    await window.page.setViewportSize(size);
    await window.page.waitForTimeout(150);
    await window.page.screenshot({ path: join(SHOTS, `${name}-${size.width}x${size.height}.png`) });
    found.push(...(await window.overflows()).map((what) => `${name} at ${size.width}: ${what}`));
  }
  for (const theme of ['light', 'contrast', 'dark']) {
    await window.page.evaluate((to) => document.documentElement.setAttribute('data-theme', to), theme);
    found.push(...(await window.axe()).map((rule) => `${name}, ${theme}: ${rule}`));
  }
  return found;
}

test('a key is found, changed, previewed, written, and undone, by mouse', { timeout: STORY_MS }, async () => {
  const { window } = screen;
  const { page } = window;
  await window.go('Settings');
  await window.button('Every key').click();
  await page.getByRole('searchbox', { name: 'Search the configuration' }).fill('life of a card');
  const life = value(window, 'Life of a card');
  const before = await life.inputValue();
  await life.fill('3');
  await page.getByText('3 is not allowed').first().waitFor();
  const wrong = await look(window, 'configuration-wrong');
  await life.fill('45000');
  await window.id('config-preview').click();
  await page.getByText('Takes effect at the next start.').waitFor();
  await page.getByLabel('Why (journaled)').fill('faster decisions');
  const previewed = await look(window, 'configuration-preview');
  await window.id('config-apply').click();
  await bar(window).getByText('Written: 1 from the next start on').waitFor();
  await page.getByTestId('config-versions').getByText('faster decisions').waitFor();
  await window.sees(() => life.inputValue(), '45000');
  const written = await look(window, 'configuration-written');
  await window.id('config-undo').click();
  await page.getByLabel('Why is it undone (journaled)').fill('longer again');
  await window.id('config-undo-now').click();
  await bar(window).getByText('Undone: 1 from the next start on').waitFor();
  await window.sees(() => life.inputValue(), before);
  expect([wrong, previewed, written, window.problems]).toEqual([[], [], [], []]);
});

test('the same with the keyboard alone, and what is typed outlives a look elsewhere', { timeout: STORY_MS }, async () => {
  const { window } = screen;
  const { page } = window;
  await page.goto(page.url().replace(/#.*$/, '#settings/limits.maxLeverage'));
  const leverage = value(window, 'Max leverage');
  await leverage.waitFor();
  await page.keyboard.press('/');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Search the configuration');
  await window.tabTo(leverage);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('20');
  await bar(window).getByText('1 change').waitFor();
  await window.go('Deck');
  await page.goBack();
  await window.sees(() => leverage.inputValue(), '20');
  await window.tabTo(window.id('config-preview'));
  await page.keyboard.press('Enter');
  const why = page.getByLabel('Why (journaled)');
  await why.waitFor();
  await window.tabTo(why);
  await page.keyboard.type('less leverage');
  await page.keyboard.press('Enter');
  await bar(window).getByText('Written: 1 from the next start on').waitFor();
  expect(window.problems).toEqual([]);
});

/** The parts are made of the same few fields, and a look at the whole page takes seconds. */
const AXE_EACH = 6;

test('every part of the configuration fits and is accessible', { timeout: STORY_MS }, async () => {
  const { window } = screen;
  const parts = window.page.getByRole('navigation', { name: 'Parts of the configuration' }).getByRole('button');
  const found: string[] = [];
  for (let part = 0; part < (await parts.count()); part += 1) {
    await parts.nth(part).click();
    found.push(...(await window.overflows()), ...(part % AXE_EACH === 0 ? await window.axe() : []));
  }
  expect([found, await window.page.locator('[data-wrong=true]').count()]).toEqual([[], 0]);
});
