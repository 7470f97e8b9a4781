import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright';
import { expect, test } from 'vitest';
import { unreadable } from './legible.ts';
import { onScenes } from './on-scenes.ts';
import { LARGE, SMALL, type CockpitWindow } from './window.ts';

const SHOTS = join(import.meta.dirname, '..', '..', 'dist', 'shots');
const SIZES = [LARGE, SMALL, { width: 1024, height: 640 }] as const;
const STORY_MS = 240_000;
const scenes = onScenes();
mkdirSync(SHOTS, { recursive: true });

/** What runs out of the window of the open boxes, and what cannot be read of the table once they are closed. */
async function look(window: CockpitWindow, name: string, boxes: Locator): Promise<readonly string[]> {
  const { page } = window;
  const found: string[] = [];
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await boxes.scrollIntoViewIfNeeded();
    await page.waitForTimeout(200);
    await page.screenshot({ path: join(SHOTS, `${name}-${size.width}x${size.height}.png`) });
    const box = await boxes.boundingBox();
    const isInside = box !== null && box.x >= 0 && box.x + box.width <= size.width && box.y + box.height <= size.height;
    if (!isInside) found.push(`${name} at ${size.width}: the boxes are not inside the window, ${JSON.stringify(box)}`);
  }
  found.push(...(await window.axe()));
  await page.keyboard.press('Escape');
  for (const size of SIZES) {
    await page.setViewportSize(size);
    found.push(...(await unreadable(page)).map((what) => `${name} at ${size.width}: ${what}`));
  }
  await page.setViewportSize(SMALL);
  return found;
}

/** Each table that columns can be left out of: its view, its name, the one that goes and one that stays. */
const TABLES = [
  ['Signals', 'All signals', 'Setup', 'Reason'],
  ['Positions', 'Open positions', 'Ticket', 'Lots'],
  ['Results', 'Closed trades', 'Ended by', 'Lots'],
] as const;

test('columns are left out by keys alone, stay out after a reload, and come back', { timeout: STORY_MS }, async () => {
  const window = await scenes.show('busy');
  const { page } = window;
  const faults: string[] = [];
  const head = (title: string) => page.getByRole('main').getByRole('columnheader', { name: title, exact: true });
  for (const [view, table, goes, stays] of TABLES) {
    await window.go(view);
    const opener = page.getByRole('button', { name: `Columns of ${table}` });
    const boxes = page.getByRole('group', { name: `Columns of ${table}` });
    await window.tabTo(opener);
    await page.keyboard.press('Enter');
    await window.tabTo(boxes.getByRole('checkbox', { name: goes, exact: true }));
    await page.keyboard.press('Space');
    await window.sees(() => head(goes).count(), 0);
    faults.push(...(await look(window, `columns-${view.toLowerCase()}`, boxes)));
    expect([await boxes.count(), await opener.evaluate((node) => node === document.activeElement)]).toEqual([0, true]);
    await page.reload();
    await head(stays).first().waitFor();
    expect(await head(goes).count()).toBe(0);
    await opener.click();
    await boxes.getByRole('button', { name: 'Default' }).click();
    await window.sees(() => head(goes).count(), 1);
    await page.getByRole('heading', { level: 1 }).click();
    await window.sees(() => boxes.count(), 0);
  }
  expect([faults, window.problems]).toEqual([[], []]);
});
