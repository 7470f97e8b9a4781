import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unreadable } from './legible.ts';
import { onScenes } from './on-scenes.ts';
import { LARGE, SMALL } from './window.ts';

const SHOTS = join(import.meta.dirname, '..', '..', 'dist', 'shots');
const STORY_MS = 240_000;
const scenes = onScenes();
mkdirSync(SHOTS, { recursive: true });

test(
  'the journal is searched by who and when, a record shows its story, and what is found is exported',
  { timeout: STORY_MS },
  async () => {
    const window = await scenes.show('busy');
    const { page } = window;
    await window.go('Journal');
    await page.keyboard.press('/');
    await page.keyboard.type('past-3');
    await page.getByText(/\d+ found in/).waitFor();
    const by = page.getByLabel('By whom, a part of it');
    await by.fill('engine');
    await page.getByLabel('From, UTC').fill('2020-01-01 00:00');
    await page.getByText(/\d+ found in/).waitFor();
    const row = page.getByRole('grid').getByRole('row').nth(1);
    await row.click();
    const tree = page.locator('.cause-tree');
    await tree.getByText(/records of this correlation/).waitFor();
    expect(await tree.locator('ul ul li').count()).toBeGreaterThan(1);
    await window.button('Open this signal').waitFor();
    const broken: string[] = [];
    for (const size of [LARGE, SMALL, { width: 1024, height: 640 }]) {
      await page.setViewportSize(size);
      await page.waitForTimeout(150);
      await page.screenshot({ path: join(SHOTS, `journal-search-${size.width}x${size.height}.png`) });
      broken.push(...(await unreadable(page)).map((what) => `at ${size.width}: ${what}`));
    }
    broken.push(...(await window.axe()));
    await window.tabTo(page.getByRole('button', { name: 'Export CSV' }));
    await page.keyboard.press('Enter');
    const told = page.getByText(/records? written to /);
    await told.waitFor();
    const [, count = '', file = ''] = /^([\d,]+) records? written to (.+)$/.exec((await told.innerText()).trim()) ?? [];
    const lines = readFileSync(file, 'utf8').trimEnd().split('\r\n');
    expect(lines).toHaveLength(Number(count.replace(',', '')) + 1);
    expect(lines.slice(1).every((line) => line.includes(',engine,') && line.includes('past-3'))).toBe(true);
    await page.getByLabel('To, UTC').fill('2020-01-02 00:00');
    await page.getByText('No record of the journal fits').waitFor();
    expect([broken, window.problems]).toEqual([[], []]);
  },
);
