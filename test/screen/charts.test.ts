import { expect, test } from 'vitest';
import { onScenes } from './on-scenes.ts';
import type { CockpitWindow } from './window.ts';

const CHART_MS = 240_000;
const scenes = onScenes();

const slider = ({ page }: CockpitWindow, name: string) => page.getByRole('slider', { name: new RegExp(`^${name}`) });
const stopInTable = async (window: CockpitWindow): Promise<string> =>
  (
    await window.page
      .getByRole('row', { name: /^EURUSD/ })
      .first()
      .innerText()
  ).split(/\s+/)[4] ?? '';

test(
  'the stop is moved on the chart: by mouse it is asked about, by keys too, and sent on Apply alone',
  { timeout: CHART_MS },
  async () => {
    const window = await scenes.show('busy');
    const { page } = window;
    await window.go('Positions');
    const stop = slider(window, 'Stop');
    await stop.waitFor();
    const before = await stopInTable(window);
    const box = await stop.boundingBox();
    if (box === null) throw new Error('the handle has no place');
    await page.mouse.move(box.x + 10, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + 10, box.y + box.height / 2 - 8, { steps: 4 });
    await page.mouse.up();
    await page.getByTestId('effect').getByText('room at all stops').waitFor();
    expect(await stopInTable(window)).toBe(before);
    await window.button('Discard').click();
    await window.sees(() => page.getByTestId('effect').count(), 0);

    await stop.focus();
    await page.keyboard.press('Shift+ArrowUp');
    await page.keyboard.press('ArrowUp');
    const wanted = (Number(before) + 0.00011).toFixed(5);
    expect(await stop.innerText()).toBe(`Stop ${wanted}`);
    await page.keyboard.press('Escape');
    expect(await stop.innerText()).toBe(`Stop ${before}`);
    await page.keyboard.press('Shift+ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.getByTestId('effect').getByText(`Stop ${before} → ${wanted}`).waitFor();
    expect(await stopInTable(window)).toBe(before);
    await window.id('effect-apply').click();
    await window.sees(() => stopInTable(window), wanted);
    expect([await window.axe(), window.problems]).toEqual([[], []]);
  },
);

test(
  'a signal has its candles, which keys look at one by one, in three timeframes and every theme',
  { timeout: CHART_MS },
  async () => {
    const window = await scenes.show('busy');
    const { page } = window;
    await window.go('Signals');
    await page.getByRole('grid').getByRole('row').filter({ hasText: 'closed' }).first().click();
    const plot = page.getByRole('group', { name: /candles\. Arrow keys/ });
    const look = page.locator('.candles-look');
    await plot.waitFor();
    const newest = await look.innerText();
    await plot.focus();
    await page.keyboard.press('ArrowLeft');
    await window.sees(async () => (await look.innerText()) === newest, false);
    expect(await look.innerText()).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d +O [\d.,]+ +H [\d.,]+ +L [\d.,]+ +C [\d.,]+ +spread \d+/);
    for (const timeframe of ['M1', 'H1', 'M5']) {
      await page.getByRole('button', { name: timeframe, exact: true }).click();
      await page.getByRole('group', { name: new RegExp(` ${timeframe}, candles`) }).waitFor();
    }
    expect(await page.getByRole('link', { name: /TradingView Lightweight Charts/ }).getAttribute('href')).toBe(
      'https://www.tradingview.com/',
    );
    for (const theme of ['light', 'contrast', 'dark']) {
      await page.evaluate((name) => document.documentElement.setAttribute('data-theme', name), theme);
      expect(await window.axe()).toEqual([]);
    }
    await window.go('Results');
    await page.getByRole('figure', { name: /^Sum of results over \d+ closed trades/ }).waitFor();
    expect([await window.axe(), window.problems]).toEqual([[], []]);
  },
);
