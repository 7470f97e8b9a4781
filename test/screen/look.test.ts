import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unreadable } from './legible.ts';
import { onScenes } from './on-scenes.ts';
import { LARGE, SMALL, VIEWS, type CockpitWindow } from './window.ts';

/** Where the pictures go; a person looks at them. */
const SHOTS = join(import.meta.dirname, '..', '..', 'dist', 'shots');
/** Much room is short of room on a small screen, and little room leaves holes on a large one. The last size is the usual one. */
const SIZES = { Compact: [LARGE, SMALL], Roomy: [{ width: 1024, height: 640 }, SMALL] } as const;
type Density = keyof typeof SIZES;
const STORY_MS = 300_000;
const scenes = onScenes();
mkdirSync(SHOTS, { recursive: true });

const choose = (window: CockpitWindow, group: string, name: string): Promise<void> =>
  window.page.getByRole('group', { name: group }).getByRole('button', { name, exact: true }).press('Enter');

/** The height of a row of the list of signals, px. */
const rowHeight = async ({ page }: CockpitWindow): Promise<number> =>
  (await page.getByRole('grid').getByRole('row').nth(1).boundingBox())?.height ?? 0;

async function look(window: CockpitWindow, density: Density): Promise<readonly string[]> {
  const [name, found] = [density.toLowerCase(), [] as string[]];
  for (const view of VIEWS) {
    await window.go(view);
    await window.page.waitForTimeout(150);
    for (const size of SIZES[density]) {
      await window.page.setViewportSize(size);
      await window.page.waitForTimeout(150);
      const file = `look-${name}-${view.toLowerCase()}-${size.width}x${size.height}.png`;
      await window.page.screenshot({ path: join(SHOTS, file) });
      found.push(...(await unreadable(window.page)).map((what) => `${name}, ${view} at ${size.width}: ${what}`));
    }
    found.push(...(await window.axe()).map((rule) => `${name}, ${view}: ${rule}`));
  }
  return found;
}

test.each(['Compact', 'Roomy'] as const)(
  '%s: all can be read and reached in every view and size',
  { timeout: STORY_MS },
  async (density) => {
    const window = await scenes.show('busy');
    await window.go('Signals');
    const before = await rowHeight(window);
    await window.go('Settings');
    await choose(window, 'Density', density);
    await choose(window, 'Colours', 'Colour-blind safe');
    await window.go('Signals');
    const after = await rowHeight(window);
    expect(density === 'Compact' ? before - after : after - before).toBeGreaterThanOrEqual(4);
    const found = await look(window, density);
    await window.page.reload();
    await window.go('Settings');
    const kept = await window.page.getByRole('button', { pressed: true }).allTextContents();
    expect(kept).toEqual(expect.arrayContaining([density, 'Colour-blind safe']));
    expect([found, window.problems]).toEqual([[], []]);
    await window.close();
  },
);

test('the colour-blind safe colours are accessible in every theme', { timeout: STORY_MS }, async () => {
  const window = await scenes.show('alarms');
  await window.go('Settings');
  await choose(window, 'Colours', 'Colour-blind safe');
  const found: string[] = [];
  for (const theme of ['Light', 'High contrast', 'Dark']) {
    await window.go('Settings');
    await choose(window, 'Theme', theme);
    for (const view of ['Deck', 'Alarms', 'Results', 'Positions']) {
      await window.go(view);
      await window.page.waitForTimeout(200);
      await window.page.screenshot({ path: join(SHOTS, `look-safe-${theme.replace(' ', '-')}-${view}.png`.toLowerCase()) });
      found.push(...(await window.axe()).map((rule) => `${theme}, ${view}: ${rule}`));
    }
  }
  expect([found, window.problems]).toEqual([[], []]);
  await window.close();
});
