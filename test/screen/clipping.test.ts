import { expect, test } from 'vitest';
import type { SceneName } from '../dev/scenes.ts';
import { unreadable } from './legible.ts';
import { onScenes } from './on-scenes.ts';
import { LARGE, SMALL, VIEWS, type CockpitWindow } from './window.ts';

const SIZES = [{ width: 1024, height: 640 }, SMALL, LARGE] as const;
type Sizes = readonly (typeof SIZES)[number][];
/** Scenes with little in them have nothing at the largest size that the fuller ones have not. */
const FULL: readonly SceneName[] = ['busy', 'halted'];
const SCENE_MS = 240_000;

const scenes = onScenes();

/** What cannot be read or reached at each size; the same at several sizes is told once. */
async function lost({ page }: CockpitWindow, where: string, sizes: Sizes): Promise<readonly string[]> {
  const found = new Map<string, number[]>();
  for (const size of sizes) {
    await page.setViewportSize(size);
    await page.waitForTimeout(120);
    for (const what of await unreadable(page)) found.set(what, [...(found.get(what) ?? []), size.width]);
  }
  await page.setViewportSize(SMALL);
  return [...found].map(([what, widths]) => `${where} at ${[...new Set(widths)].join(', ')}: ${what}`);
}

/** A signal at length, a record, and the form for rules of one's own: views within views. */
async function within(window: CockpitWindow, view: string, sizes: Sizes): Promise<readonly string[]> {
  const row = window.page.getByRole('grid').getByRole('row').nth(1);
  if (view === 'Signals' && (await row.count()) > 0) {
    // The fullest there is: a signal that became a trade has orders and a result.
    const traded = window.page.getByRole('grid').getByRole('row').filter({ hasText: 'closed' }).first();
    await ((await traded.count()) > 0 ? traded : row).click();
    await window.page.getByTestId('headline').waitFor();
    const found = await lost(window, 'a signal', sizes);
    await window.button('‹ Signals').click();
    return found;
  }
  if (view === 'Journal') {
    await row.click();
    await window.page.getByRole('group', { name: 'Record content' }).waitFor();
    return lost(window, 'a record', sizes);
  }
  if (view === 'Positions' && (await window.id('close-50').count()) > 0) {
    await window.id('close-50').click();
    await window.page.getByTestId('effect').getByText('room at all stops').waitFor();
    const found = await lost(window, 'the effect of a change', sizes);
    await window.button('Discard').click();
    return found;
  }
  if (view !== 'Settings') return [];
  await window.id('rulebook-change').click();
  await window.page.getByLabel('Rules of').selectOption('own-rules');
  return lost(window, 'own rules', sizes);
}

const SHOWN = [
  'busy',
  'alarms',
  'halted',
  'flat',
  'empty',
  'approvals',
  'mismatch',
  'mt5',
] as const satisfies readonly SceneName[];

test.each(SHOWN)('scene %s: in every view and size all can be read and reached', { timeout: SCENE_MS }, async (name) => {
  const window = await scenes.show(name);
  const found: string[] = [];
  const sizes = FULL.includes(name) ? SIZES : SIZES.slice(0, 2);
  for (const view of VIEWS) {
    await window.go(view);
    await window.page.waitForTimeout(150);
    found.push(...(await lost(window, view, sizes)), ...(await within(window, view, sizes)));
  }
  expect([found, window.problems]).toEqual([[], []]);
  if (name === 'halted') await certificateDoor(window);
  await window.close();
});

test('the check tells each way to lose something, and nothing else', async () => {
  const page = await scenes.browser.newPage({ viewport: SMALL });
  const line = 'width:80px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis';
  await page.setContent(`<style>* { margin: 0; font: 16px monospace }</style><main>
    <p style="${line}">cut sideways and gone</p>
    <p style="${line}" title="cut sideways, told by its tooltip">cut sideways, told by its tooltip</p>
    <div style="height:30px;overflow:hidden"><p>seen</p><p>cut below</p><p>far below</p></div>
    <div style="height:50px;overflow:auto"><p>seen</p><p>seen</p><p>scrolled to</p><p>scrolled to</p></div>
    <div style="height:20px;overflow:auto" class="low"><p>a</p><p>b</p></div>
    <table style="width:60px;table-layout:fixed"><tr><td><span>ranout_of_its_cell</span></td></tr></table>
    <select style="width:60px"><option>a choice too long</option></select>
    <div style="position:relative"><button>under</button><i style="position:absolute;inset:0">over</i></div>
    <p style="${line};width:130px">a long id <button>doorway</button></p>
    <button>free</button>
    <button style="position:fixed;left:1270px;top:0">beyond</button></main>`);
  const found = await unreadable(page);
  const told = [
    'gone',
    'cut below',
    'far below',
    'low',
    'ranout',
    'too long',
    '"doorway" is in a line',
    '"under" is covered',
    '"beyond" is off',
  ];
  expect(told.filter((what) => !found.some((line) => line.includes(what)))).toEqual([]);
  expect(found.filter((line) => /tooltip|scrolled to|"free"/.test(line))).toEqual([]);
  await page.close();
});

/** The signed certificate opens from the halted deck by pointer, at every size. */
async function certificateDoor(window: CockpitWindow): Promise<void> {
  await window.go('Deck');
  for (const size of SIZES) {
    await window.page.setViewportSize(size);
    await window.button('Open and print').click();
    await window.page.getByRole('dialog', { name: 'Stop certificate' }).waitFor();
    await window.page.keyboard.press('Escape');
    await window.page.getByRole('dialog').waitFor({ state: 'detached' });
  }
}
