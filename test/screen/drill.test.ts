import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { onScreen } from './on-screen.ts';
import { LARGE, SMALL } from './window.ts';

const SHOTS = join(import.meta.dirname, '..', '..', 'dist', 'shots');
const screen = onScreen();

test('the stop is rehearsed with one press: its times are shown, and the position is still there', async () => {
  const { window, cockpit } = screen;
  mkdirSync(SHOTS, { recursive: true });
  await cockpit.trade({ id: 'held', symbol: 'EURUSD' });
  await window.go('Risk');
  const button = window.id('drill');
  await button.focus();
  await window.page.keyboard.press('Enter');
  const last = window.id('last-drill');
  await last.waitFor();
  const said = (await last.innerText()).replace(/\s+/g, ' ');
  for (const size of [LARGE, SMALL]) {
    await window.page.setViewportSize(size);
    await last.scrollIntoViewIfNeeded();
    await window.page.screenshot({ path: join(SHOTS, `risk-drill-${size.width}x${size.height}.png`) });
  }
  const { trading, terminal } = await cockpit.status();
  expect([
    /flat after \d+ ms, 1 positions?, 0 working orders, 0 approvals/.test(said) || said,
    trading,
    terminal.positions.length,
    await window.overflows(),
    await window.axe(),
  ]).toEqual([true, 'active', 1, [], []]);
});
