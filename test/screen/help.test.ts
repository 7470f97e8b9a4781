import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { onScreen } from './on-screen.ts';
import { LARGE, SMALL } from './window.ts';

const SHOTS = join(import.meta.dirname, '..', '..', 'dist', 'shots');
const SMALLEST = { width: 1024, height: 640 } as const;
const STORY_MS = 240_000;
const screen = onScreen();
mkdirSync(SHOTS, { recursive: true });

/** Pictures at three sizes; what runs out of its place, and rules of accessibility that are broken. */
async function look(name: string): Promise<readonly string[]> {
  const { window } = screen;
  const found: string[] = [];
  for (const size of [LARGE, SMALLEST, SMALL]) {
    await window.page.setViewportSize(size);
    await window.page.waitForTimeout(150);
    await window.page.screenshot({ path: join(SHOTS, `${name}-${size.width}x${size.height}.png`) });
    // On the smallest screen the deck may scroll where a card needs it.
    const ran = (await window.overflows()).filter((what) => size !== SMALLEST || what !== 'the deck scrolls');
    found.push(...ran.map((what) => `${name} at ${size.width}: ${what}`));
  }
  return [...found, ...(await window.axe()).map((rule) => `${name}: ${rule}`)];
}

test('the first steps are on the deck, one is done, and they are hidden and found again', { timeout: STORY_MS }, async () => {
  const { window } = screen;
  const { page } = window;
  const steps = page.getByRole('list', { name: 'First steps' });
  await steps.getByRole('button', { name: /^Rehearse/ }).click();
  await window.sees(() => steps.getByText('Rehearse the stop').locator('..').getByText(', done').count(), 1);
  const begun = await look('first-steps');
  await window.button(/^Hide, keep under Help/).click();
  await steps.waitFor({ state: 'detached' });
  await page.reload();
  await page.getByText('No signal has come in yet.').waitFor();
  expect(await steps.count()).toBe(0);
  await window.go('Help');
  await window.button('First steps').click();
  await steps.waitFor();
  const kept = await look('first-steps-help');
  await window.button('Show on the deck').click();
  await steps.waitFor();
  expect([begun, kept, window.problems]).toEqual([[], [], []]);
});

test('the manual is searched and read with the keyboard alone', { timeout: STORY_MS }, async () => {
  const { window } = screen;
  const { page } = window;
  await page.keyboard.press('Control+k');
  await page.keyboard.type('manual');
  const listed = await look('palette');
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: 'Pages of the manual' }).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('emergency stop');
  const hit = page.getByRole('button', { name: /^The emergency stop/ });
  await window.tabTo(hit);
  await page.keyboard.press('Enter');
  await window.sees(() => window.focused(), 'The emergency stop');
  const read = await look('manual');
  await page.keyboard.press('Alt+5');
  await page.getByRole('heading', { level: 1, name: 'Risk' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Escape');
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect([listed, read, window.problems]).toEqual([[], [], []]);
});
