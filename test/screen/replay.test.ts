import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright';
import { afterEach, expect, test } from 'vitest';
import { ownBars } from '#main/replay/index.ts';
import { walkedBars } from '../bench/world/prices.ts';
import { patience } from '../time/pace.ts';
import { Cockpit, PASSING } from './cockpit.ts';
import { unreadable } from './legible.ts';
import { onScenes } from './on-scenes.ts';
import { CockpitWindow, LARGE, SMALL } from './window.ts';

const SHOTS = join(import.meta.dirname, '..', '..', 'dist', 'shots');
const SIZES = [LARGE, SMALL, { width: 1024, height: 640 }] as const;
const STORY_MS = 480_000;
/** A process beside the cockpit begins by reading the product. */
const RUN_MS = 60_000;
const prices = Buffer.from([...ownBars(walkedBars(1_500, Date.UTC(2026, 0, 9, 12)))].join(''));
const scenes = onScenes();
mkdirSync(SHOTS, { recursive: true });

let cockpit: Cockpit | null = null;
afterEach(() => cockpit?.remove());

async function opened(): Promise<CockpitWindow> {
  const cells = { ...PASSING.cells, u1: { minScore: 0.5 }, u2: { minProbability: 0.3, minConfidence: 0.3 } };
  cockpit = new Cockpit({ ...PASSING, cells, detector: { enabled: true } });
  await cockpit.start();
  const window = await CockpitWindow.open(scenes.browser, cockpit.address);
  await window.sees(() => window.text('trading-state').then((text) => text !== '–'), true);
  await window.page.keyboard.press('Alt+0');
  await window.page.getByRole('heading', { level: 1, name: 'Replay' }).waitFor();
  await window.page.getByText('No price file yet').waitFor();
  return window;
}

async function look(window: CockpitWindow, name: string, at?: Locator): Promise<readonly string[]> {
  const found: string[] = [];
  for (const size of SIZES) {
    await window.page.setViewportSize(size);
    await at?.scrollIntoViewIfNeeded();
    await window.page.waitForTimeout(200);
    await window.page.screenshot({ path: join(SHOTS, `${name}-${size.width}x${size.height}.png`) });
    found.push(...(await unreadable(window.page)).map((what) => `${name} at ${size.width}: ${what}`));
  }
  return [...found, ...(await window.axe()).map((rule) => `${name}: ${rule}`)];
}

async function upload({ page }: CockpitWindow, name: string, buffer: Buffer): Promise<void> {
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer });
  await page.getByRole('checkbox', { name: new RegExp(name) }).waitFor();
}

const job = (window: CockpitWindow) => window.id('replay-job');
const ends = (window: CockpitWindow, words: RegExp): Promise<void> =>
  job(window)
    .getByText(words)
    .waitFor({ timeout: patience(RUN_MS) });

test('a price file is put in, looked at, replayed and read down to a trade, by keys alone', { timeout: STORY_MS }, async () => {
  const window = await opened();
  const { page } = window;
  const empty = await look(window, 'replay-empty');
  await upload(window, 'EURUSD_M1.csv', prices);
  await page.getByRole('button', { name: 'Look at it EURUSD_M1.csv' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText(/EURUSD, 1,500 M1 bars/).waitFor({ timeout: patience(RUN_MS) });
  await page.getByRole('checkbox', { name: /EURUSD_M1/ }).focus();
  await page.keyboard.press('Space');
  await window.tabTo(window.id('replay-start'));
  await page.keyboard.press('Enter');
  await job(window).getByRole('button', { name: 'End it' }).waitFor();
  expect(await window.id('replay-start').getAttribute('title')).toMatch(/Another one is under way/);
  const running = await look(window, 'replay-running');
  await page.keyboard.press('Alt+1');
  await page.getByRole('heading', { level: 1, name: 'Replay' }).waitFor({ state: 'detached' });
  await page.keyboard.press('Alt+0');
  await job(window).waitFor();
  expect(await page.getByRole('checkbox', { name: /EURUSD_M1/ }).isChecked()).toBe(true);
  await ends(window, /^Done after/);
  await window
    .id('replay-verdict')
    .getByText(/SURVIVED|BREACHED/)
    .waitFor();
  const report = await look(window, 'replay-report');
  const grid = page.getByRole('grid', { name: 'Trades of the replay' });
  await grid.getByRole('button', { name: 'Opened, UTC' }).focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await window.sees(() => grid.getByRole('columnheader', { name: 'USD' }).getAttribute('aria-sort'), 'descending');
  const trades = await look(window, 'replay-trades-sorted', grid);
  await grid.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.getByRole('list', { name: 'Why it was traded' }).waitFor();
  await page.getByRole('group', { name: /candles\. Arrow keys/ }).scrollIntoViewIfNeeded();
  const trade = await look(window, 'replay-trade');
  expect([empty, running, report, trades, trade, window.problems]).toEqual([[], [], [], [], [], []]);
});

test('a run is ended, a broken file is told, two runs are compared, and one is removed', { timeout: STORY_MS }, async () => {
  const window = await opened();
  const { page } = window;
  await upload(window, 'EURUSD_M1.csv', prices);
  await upload(window, 'GBPUSD_M1.csv', Buffer.from('time,open,high,low,close\n2026-01-05 10:00,1.1,1.0,1.2,x\n'));
  await page.getByRole('checkbox', { name: /GBPUSD/ }).check();
  await window.id('replay-start').click();
  await ends(window, /It could not go on/);
  const broken = await look(window, 'replay-broken');
  await page.getByRole('checkbox', { name: /GBPUSD/ }).uncheck();
  await page.getByRole('checkbox', { name: /EURUSD/ }).check();
  await window.id('replay-start').click();
  await job(window).getByRole('button', { name: 'End it' }).click();
  await ends(window, /nothing of it is kept/);
  for (const [name, what] of [
    ['all of them', 'all'],
    ['the better ones', 'score'],
  ] as const) {
    await page.getByLabel('Name of the run').fill(name);
    await page.getByLabel('Approved are').selectOption(what);
    await window.id('replay-start').click();
    await window
      .id('replay-verdict')
      .getByRole('heading', { name })
      .waitFor({ timeout: patience(RUN_MS) });
  }
  const compare = page.getByRole('button', { name: 'Compare with all of them' });
  await compare.focus();
  await page.keyboard.press('Enter');
  await window.id('replay-compared').waitFor({ timeout: patience(RUN_MS) });
  const compared = await look(window, 'replay-compared');
  await page.getByRole('button', { name: 'Remove… all of them' }).click();
  await window.id('remove-replay').click();
  await window.sees(() => page.getByRole('list', { name: 'Runs' }).getByRole('listitem').count(), 1);
  expect([broken, compared, window.problems]).toEqual([[], [], []]);
});

test('a sweep is run, and a row of it becomes a draft in Settings that nothing has applied', { timeout: STORY_MS }, async () => {
  const window = await opened();
  const { page } = window;
  await upload(window, 'EURUSD_M1.csv', prices);
  await page.getByRole('checkbox', { name: /EURUSD/ }).check();
  await page.getByRole('button', { name: 'Sweep', exact: true }).click();
  await page.getByText('Choose a setting and the values to try.').waitFor();
  await page.getByLabel('First setting').selectOption('cells.u1.minScore');
  await page.getByLabel('Values of the first').fill('0.5,0.9');
  await window.id('replay-start').click();
  await ends(window, /^Done after/);
  await window.id('replay-words').getByText('2 runs on one past').waitFor();
  const runs = page.getByRole('table', { name: 'Runs of the sweep' });
  await runs.getByRole('button', { name: 'Fall' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await window.sees(() => runs.getByRole('columnheader', { name: 'Fall' }).getAttribute('aria-sort'), 'ascending');
  const swept = await look(window, 'replay-sweep');
  const take = page.getByRole('button', { name: /To Settings… cells\.u1\.minScore 0\.9/ });
  await take.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
  await page
    .getByText(/1 change/)
    .first()
    .waitFor();
  expect([swept, window.problems]).toEqual([[], []]);
});
