import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unreadable } from './legible.ts';
import { onScenes } from './on-scenes.ts';
import { LARGE, SMALL, type CockpitWindow } from './window.ts';

const SHOTS = join(import.meta.dirname, '..', '..', 'dist', 'shots');
const SIZES = [LARGE, SMALL, { width: 1024, height: 640 }] as const;
const STORY_MS = 240_000;
const scenes = onScenes();
mkdirSync(SHOTS, { recursive: true });

async function look(window: CockpitWindow, name: string): Promise<readonly string[]> {
  const { page } = window;
  const found: string[] = [];
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await page.waitForTimeout(200);
    await page.screenshot({ path: join(SHOTS, `${name}-${size.width}x${size.height}.png`) });
    found.push(...(await unreadable(page)).map((what) => `${name} at ${size.width}: ${what}`));
    found.push(...(await window.overflows()).map((what) => `${name} at ${size.width}: ${what}`));
  }
  return [...found, ...(await window.axe())];
}

/** Presses the button by keys; what is in the clipboard then, by cells. */
async function copied(window: CockpitWindow): Promise<readonly string[]> {
  await window.tabTo(window.button(/^Copy row/));
  await window.page.keyboard.press('Enter');
  await window.page
    .getByRole('status')
    .filter({ hasText: /^Copied: / })
    .waitFor({ state: 'attached' });
  return (await window.page.evaluate(() => navigator.clipboard.readText())).split('\t');
}

test('a signal and a position are copied as rows, by keys', { timeout: STORY_MS }, async () => {
  const window = await scenes.show('busy');
  const { page } = window;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await window.go('Signals');
  await window.signal('refused').click();
  const signal = await copied(window);
  expect([signal.length, signal[8]]).toEqual([9, await page.locator('.view-title .code').innerText()]);
  const detail = await look(window, 'copy-signal');
  await window.go('Positions');
  const position = await copied(window);
  expect([position.length, position[0]]).toEqual([12, 'EURUSD']);
  const positions = await look(window, 'copy-position');
  expect([detail, positions, window.problems]).toEqual([[], [], []]);
});
