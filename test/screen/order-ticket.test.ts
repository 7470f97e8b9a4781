import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { onScreen } from './on-screen.ts';
import { LARGE, SMALL } from './window.ts';

const SHOTS = join(import.meta.dirname, '..', '..', 'dist', 'shots');
const SIZES = [{ width: 1024, height: 640 }, SMALL, LARGE];
const screen = onScreen();

/** The ticket of the Positions view, and the price that its symbol is bought at. */
async function ticket(symbol: string) {
  const { window } = screen;
  await window.go('Positions');
  const form = window.page.getByTestId('order-ticket');
  await form.getByLabel('Symbol').selectOption(symbol);
  await form.getByText(/\((ask|bid) [\d.]+\)/).waitFor();
  const price = Number(/\((?:ask|bid) ([\d.]+)\)/.exec(await form.innerText())?.[1] ?? 0);
  return { form, price };
}
const held = (symbol: string) =>
  screen.window.page.getByRole('table', { name: 'Open positions' }).locator('tbody tr').filter({ hasText: symbol }).count();

/** The card that every order by hand gets where the trader wants to confirm, and the fill behind it. */
async function approved(symbol: string): Promise<void> {
  const { window } = screen;
  await window.go('Deck');
  const card = window.page.getByRole('article', { name: `Approval ${symbol}` });
  await card.getByRole('button', { name: /Approve/ }).click();
  await window.go('Positions');
  await window.sees(() => held(symbol), 1);
}

test('an order by hand is worked out, placed, approved and filled', async () => {
  const { window } = screen;
  const { page } = window;
  mkdirSync(SHOTS, { recursive: true });
  const { form, price } = await ticket('EURUSD');
  await form.getByLabel('Size by').selectOption('money');
  await form.getByLabel('At most').fill('100');
  await form.getByLabel(/^Stop loss/).fill((price - 0.003).toFixed(5).replace('.', ','));
  const answer = window.id('ticket-answer');
  await answer.waitFor();
  const said = (await answer.innerText()).replace(/\s+/g, ' ');
  const found: unknown[] = [];
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await form.scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(SHOTS, `order-ticket-${size.width}x${size.height}.png`) });
    found.push(...(await window.axe()), ...(await window.overflows()));
  }
  await window.id('place-order').click();
  await form.getByText(/^Placed, /).waitFor();
  await approved('EURUSD');
  expect([
    /lots, set by the money asked for/.test(said) || said,
    /Lost at the stop −(9\d|100)\.\d\d/.test(said) || said,
    found,
  ]).toEqual([true, true, []]);
});

test('by the keyboard alone: typed, Enter to the button, Enter to place it', async () => {
  const { window } = screen;
  const { page } = window;
  const { form, price } = await ticket('GBPUSD');
  await form.getByLabel('Symbol').focus();
  await window.tabTo(form.getByRole('button', { name: 'SELL' }));
  await page.keyboard.press('Space');
  await window.tabTo(form.getByLabel(/^Stop loss/));
  await page.keyboard.type((price + 0.004).toFixed(5));
  await window.id('ticket-answer').waitFor();
  await page.keyboard.press('Enter');
  expect(await window.focused()).toMatch(/^Place SELL/);
  await window.sees(() => window.id('place-order').getAttribute('aria-disabled'), null);
  await page.keyboard.press('Enter');
  await form.getByText(/^Placed, /).waitFor();
  await approved('GBPUSD');
});

test('an order that would be refused says why in words, and cannot be placed', async () => {
  const { window } = screen;
  const { form, price } = await ticket('USDJPY');
  await form.getByLabel('Type').selectOption('limit');
  await form.getByLabel(/^Waits for/).fill((price + 0.5).toFixed(3));
  await form.getByLabel(/^Stop loss/).fill((price - 0.5).toFixed(3));
  await form
    .getByText(/BUY LIMIT at .* ahead of the price/)
    .first()
    .waitFor();
  expect(await window.id('place-order').getAttribute('aria-disabled')).toBe('true');
});
