import { expect, test } from 'vitest';
import type { Locator } from 'playwright';
import type { SceneName } from '../dev/scenes.ts';
import { unreadable } from './legible.ts';
import { onScenes } from './on-scenes.ts';
import { SMALL, VIEWS, type CockpitWindow } from './window.ts';

const TIGHT = { width: 1024, height: 640 } as const;
const WALK_MS = 240_000;
/** More stops than any view has. */
const STOPS_MAX = 220;
const scenes = onScenes();

/** Each dialog: the view and the button that open it, and its heading. */
const DIALOGS: Readonly<Partial<Record<SceneName, readonly (readonly [string, RegExp, RegExp])[]>>> = {
  busy: [
    ['Approvals', /^Override…/, /^Override the refusal/],
    ['Positions', /^Close…/, /^Close EURUSD/],
    ['Positions', /^Rules…/, /^Rules of EURUSD/],
    ['Risk', /^Stop a symbol/, /^Stop a symbol or strategy/],
    ['Control', /^Isolate…/, /^Isolate /],
    ['Settings', /^Veto…/, /^Change approvals to veto/],
    ['Settings', /^Show all keys/, /^Keys/],
  ],
  halted: [
    ['Deck', /^Resume…/, /^Resume trading/],
    ['Deck', /^Close all 2 positions…/, /^Close all positions/],
    ['Deck', /^Open and print/, /^Stop certificate/],
  ],
  alarms: [
    ['Alarms', /^Shelve…/, /^Shelve: /],
    ['Control', /^Reset…/, /^Reset /],
  ],
};

/** Where the focus is while Tab goes round: every place that is neither the dialog nor the stop. */
async function strays(window: CockpitWindow): Promise<readonly string[]> {
  const found: string[] = [];
  for (let pressed = 0; pressed < 12; pressed += 1) {
    await window.page.keyboard.press('Tab');
    const stray = await window.page.evaluate(() => {
      const at = document.activeElement;
      return at?.closest('[role=dialog], .stop') === null ? at.outerHTML.slice(0, 80) : null;
    });
    if (stray !== null) found.push(stray);
  }
  return found;
}

/** Opens by keyboard alone, looks, and closes with Escape; what is not as it should be. */
async function walk(window: CockpitWindow, opener: Locator, heading: RegExp): Promise<readonly string[]> {
  const { page } = window;
  const found: string[] = [];
  await window.tabTo(opener);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: heading });
  await dialog.waitFor();
  const isInside = await dialog.evaluate((node) => node.contains(document.activeElement));
  if (!isInside) found.push('the focus is not in the dialog');
  found.push(...(await strays(window)).map((where) => `Tab leads out to ${where}`), ...(await window.axe()));
  await page.setViewportSize(TIGHT);
  found.push(...(await unreadable(page)));
  await page.setViewportSize(SMALL);
  await page.keyboard.press('Escape');
  if ((await page.getByRole('dialog').count()) > 0) found.push('Escape does not close it');
  if (!(await opener.evaluate((node) => node === document.activeElement))) found.push('the focus does not return to its button');
  return found.map((what) => `${String(heading)}: ${what}`);
}

test.each(Object.keys(DIALOGS) as SceneName[])(
  'scene %s: every dialog opens by keyboard, keeps the focus, closes by Escape, and gives the focus back',
  { timeout: WALK_MS },
  async (name) => {
    const window = await scenes.show(name);
    const found: string[] = [];
    for (const [view, button, heading] of DIALOGS[name] ?? []) {
      await window.go(view);
      found.push(...(await walk(window, window.page.getByRole('main').getByRole('button', { name: button }).first(), heading)));
    }
    expect(found).toEqual([]);
  },
);

/** More heads than any table has. */
const HEADS_MAX = 16;

/** Goes along the heads of a table, of which one is a stop of Tab. */
async function alongHeads(page: CockpitWindow['page']): Promise<void> {
  const isHead = await page.evaluate(() => document.activeElement?.matches('.sort-head') === true);
  for (let pressed = 0; isHead && pressed < HEADS_MAX; pressed += 1) await page.keyboard.press('ArrowRight');
}

/** Controls of the view that Tab, and arrows in a table's head, never reach, once the parts of it that are fetched later are there. */
async function unreached(window: CockpitWindow): Promise<readonly string[]> {
  const { page } = window;
  await page.waitForFunction(() => !/Loading the /.test(document.querySelector('main')?.textContent ?? ''));
  await page.evaluate(() => {
    const main = document.querySelector('main');
    main?.focus();
    const seen = new Set<Element>();
    document.addEventListener('focusin', ({ target }) => {
      if (target instanceof Element) seen.add(target);
    });
    Object.assign(globalThis, { reached: seen });
  });
  const isIn = (): Promise<boolean> =>
    page.evaluate(() => document.querySelector('main')?.contains(document.activeElement) === true);
  for (let pressed = 0; pressed < STOPS_MAX; pressed += 1) {
    await page.keyboard.press('Tab');
    if (!(await isIn())) break;
    await alongHeads(page);
  }
  return page.evaluate(() => {
    const { reached } = globalThis as unknown as { readonly reached: ReadonlySet<Element> };
    return [...document.querySelectorAll<HTMLElement>('main :is(button, a[href], input, select, textarea)')]
      .filter((node) => node.checkVisibility() && !reached.has(node))
      .map((node) => (node.getAttribute('aria-label') ?? node.textContent).replace(/\s+/g, ' ').trim().slice(0, 60));
  });
}

test('scene busy: Tab, and arrows in the head of a table, reach every control of every view', { timeout: WALK_MS }, async () => {
  const window = await scenes.show('busy');
  const found: Record<string, readonly string[]> = {};
  for (const view of VIEWS) {
    await window.go(view);
    const missed = await unreached(window);
    if (missed.length > 0) found[view] = missed;
  }
  expect(found).toEqual({});
});
