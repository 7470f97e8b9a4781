import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PASSING } from './cockpit.ts';
import { onScreen } from './on-screen.ts';
import { LARGE, SMALL } from './window.ts';

const SHOTS = join(import.meta.dirname, '..', '..', 'dist', 'shots');
const SIZES = [{ width: 1024, height: 640 }, SMALL, LARGE];
const screen = onScreen({
  ...PASSING,
  approvals: { mode: 'auto' },
  strategies: { ...PASSING.strategies, by_hand: { sessions: ['any'], maxConcurrent: 10, riskPercent: 0.3 } },
});

const priceOf = async (symbol: string): Promise<number> =>
  (await screen.cockpit.get<{ readonly ask: number }>(`/market/${symbol}`)).ask;
/** An order by hand over HTTP, filled. */
async function order(clientId: string, side: 'BUY' | 'SELL', stopLoss: number, takeProfit: number): Promise<void> {
  const { cockpit } = screen;
  await cockpit.post('/orders', { clientId, symbol: 'EURUSD', side, stopLoss, takeProfit });
  await cockpit.until(async () => (await cockpit.stateOf(clientId)) === 'open', `${clientId} to be open`);
}
/** Sides and lots of the open positions, as the window tells them. */
const rows = async (): Promise<readonly string[]> => {
  const table = screen.window.page.getByRole('table', { name: 'Open positions' }).locator('tbody tr');
  return (await table.allInnerTexts()).map((text) => text.split(/\s+/).slice(1, 2).join(' ')).sort();
};
const level = (price: number, distance: number): number => Number((price + distance).toFixed(5));

async function seen(name: string): Promise<readonly unknown[]> {
  const { window } = screen;
  const found: unknown[] = [];
  mkdirSync(SHOTS, { recursive: true });
  for (const size of SIZES) {
    await window.page.setViewportSize(size);
    await window.id('effect').scrollIntoViewIfNeeded();
    await window.page.screenshot({ path: join(SHOTS, `${name}-${size.width}x${size.height}.png`) });
    found.push(...(await window.axe()), ...(await window.overflows()));
  }
  return found;
}

test('a position is turned round, and two are closed by each other, by keyboard alone and with the effect first', async () => {
  const { window } = screen;
  const { page } = window;
  const price = await priceOf('EURUSD');
  await order('long-1', 'BUY', level(price, -0.006), level(price, 0.012));
  await window.go('Positions');
  await window.sees(rows, ['BUY']);
  await window.tabTo(page.getByLabel('Stop of the SELL'));
  await page.keyboard.type(String(level(price, 0.006)));
  await window.tabTo(page.getByLabel('Target of the SELL'));
  await page.keyboard.type(String(level(price, -0.012)));
  await page.keyboard.press('Enter');
  const effect = window.id('effect');
  await effect.getByText(/^then SELL/).waitFor();
  const said = (await effect.innerText()).replace(/\s+/g, ' ');
  const found = [...(await seen('reverse'))];
  await window.tabTo(window.id('effect-apply'));
  await page.keyboard.press('Enter');
  await window.sees(rows, ['SELL']);

  await order('long-2', 'BUY', level(price, -0.004), level(price, 0.012));
  await window.sees(rows, ['BUY', 'SELL']);
  await window.tabTo(page.getByRole('button', { name: /^Close by/ }));
  await page.keyboard.press('Enter');
  await effect.getByText(/spread not paid/).waitFor();
  found.push(...(await seen('close-by')));
  await window.tabTo(window.id('effect-apply'));
  await page.keyboard.press('Enter');
  await window.sees(async () => (await rows()).length, 1);
  expect([/Lots \d+\.\d\d → 0\.00/.test(said) || said, /lost at its stop −\d/.test(said) || said, found]).toEqual([
    true,
    true,
    [],
  ]);
});
